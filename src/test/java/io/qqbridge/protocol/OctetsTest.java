package io.qqbridge.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

class OctetsTest {
    private static final int[] TAILS = {0x7f, 0x80, 0xbf, 0xc0};

    private final CharsetDecoder jdk = StandardCharsets.UTF_8.newDecoder();
    private final CharBuffer text = CharBuffer.allocate(4);

    @Test
    void utf8IsWhatTheJdkSaysItIs() {
        for (int start = 0x7f00; start <= 0xffff; start++) {
            for (int third : TAILS) {
                for (int fourth : TAILS) {
                    byte[] all = {(byte) (start >> 8), (byte) start, (byte) third, (byte) fourth};
                    for (int length = 1; length <= all.length; length++) {
                        agree(Arrays.copyOf(all, length));
                    }
                }
            }
        }
    }

    private void agree(byte[] line) {
        boolean utf8 = !jdk.reset().decode(ByteBuffer.wrap(line), text.clear(), true).isError();
        if (Octets.areUtf8(line) != utf8) {
            assertThat(line).as("UTF-8 for one of the two alone").isNull();
        }
    }
}
