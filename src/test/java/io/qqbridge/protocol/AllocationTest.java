package io.qqbridge.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;

/**
 * A bridge polls all day: what a poll costs is held here, in bytes, which do not depend on luck.
 */
class AllocationTest {
    private static final int TIMES = 20_000;

    @ParameterizedTest
    @ValueSource(strings = {"hello, is anybody there?", "你好,今天晚上有空吗?"})
    void tenMessagesCostLessThanFourKilobytes(String text) {
        byte[] line =
                ("VER=1.1&CMD=GETMSGEX&SEQ=56661&UIN=29501213&RES=0&MN=10&MT="
                                + "9,".repeat(10)
                                + "&UN="
                                + "24259132,".repeat(10)
                                + "&MG="
                                + (Escapes.encode(text.replace(',', ' ')) + ",").repeat(10))
                        .getBytes(StandardCharsets.UTF_8);
        decode(line); // the compiler's warm-up

        assertThat(decode(line)).isLessThan(4096);
    }

    /** Decodes many times, and says how many bytes one time allocated. */
    private static long decode(byte[] line) {
        var thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = thread.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < TIMES; i++) {
            if (!(Answer.decode(line) instanceof Decoded.Good<Answer>)) {
                throw new AssertionError();
            }
        }
        return (thread.getCurrentThreadAllocatedBytes() - before) / TIMES;
    }
}
