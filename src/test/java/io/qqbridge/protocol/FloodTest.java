package io.qqbridge.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Stream;

class FloodTest {
    private static final int MEGABYTE = 1 << 20;

    static Stream<String> floods() {
        String messages = "VER=1.1&CMD=GETMSGEX&SEQ=1&UIN=2&RES=0&MN=1&MT=9&UN=3&MG=";
        return Stream.of(
                flood("", "%"),
                flood("", ","),
                flood("", "&"),
                flood("", "="),
                flood("", "\n"),
                flood("", " "),
                flood("", "A=&"),
                flood("", "MG=,&"),
                flood(messages, "%"),
                flood(messages, "%2"),
                flood(messages, "%e4%bd"),
                flood(messages, "%f0%9f%98"),
                flood(messages, "%25"),
                flood(messages, ","),
                flood(messages, "\ufffd"),
                flood("VER=1.1&CMD=GETINFO&SEQ=1&UIN=2&RES=0&PR=", "%25"),
                flood("VER=1.1&CMD=GETINFO&SEQ=1&UIN=2&RES=0&", "XX=&"),
                flood("VER=1.1&CMD=LIST&SEQ=1&UIN=2&RES=0&FN=1&SN=1000000&UN=", ","),
                flood("VER=1.1&CMD=LIST&SEQ=1&UIN=2&RES=0&FN=1&SN=524288&UN=", "1,"),
                flood("VER=1.1&CMD=LIST&SEQ=1&UIN=2&RES=0&FN=1&SN=", "9"),
                flood("VER=1.1&CMD=LIST&SEQ=1&UIN=2&RES=0&FN=1&SN=", " "),
                flood("VER=1.1&CMD=", "x"));
    }

    @ParameterizedTest
    @MethodSource("floods")
    void aMegabyteOfAnythingIsDealtWithAtOnce(String flood) {
        byte[] line = flood.getBytes(StandardCharsets.UTF_8);

        assertTimeout(
                Duration.ofSeconds(2), // takes milliseconds; a quadratic reader takes minutes
                () -> {
                    assertThat(Answer.decode(line)).isNotNull();
                    assertThat(Request.decode(line)).isNotNull();
                });
    }

    private static String flood(String start, String drop) {
        return start + drop.repeat(MEGABYTE / drop.length());
    }
}
