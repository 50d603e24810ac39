package io.qqbridge.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.BindException;
import java.time.Duration;

class ReasonsTest {
    @Test
    void aMessageIsOneLineThatATerminalShowsAsItIs() {
        assertThat(new Misconfigured("a\r\n  b\u001b[2Jc\u0085d\u2028e\0f\ud800g"))
                .hasMessage("a b [2Jc d e f g");
        assertThat(Reasons.of(new IOException("a\n\tb"))).isEqualTo("a b");
    }

    @Test
    void aLongMessageKeepsItsStartAndItsEnd() {
        assertThat(new Misconfigured("key is '" + "x".repeat(100_000) + "'; it takes a number"))
                .message()
                .startsWith("key is 'x")
                .endsWith("x'; it takes a number")
                .hasSizeLessThan(1_000);
    }

    @Test
    void aMegabyteOfBlanksIsDealtWithAtOnce() {
        assertTimeout(
                Duration.ofSeconds(
                        2), // takes no time; looking for a line end once for each takes minutes
                () ->
                        assertThat(new Misconfigured("a" + " ".repeat(1 << 20) + "b"))
                                .message()
                                .startsWith("a ")
                                .endsWith(" b"));
    }

    /** A host that is none of this machine's is no port in use. */
    @Test
    void onlyAPortThatIsInUseIsCalledSo() {
        assertThat(Reasons.of(new BindException("Address already in use")))
                .isEqualTo("the port is in use");
        assertThat(Reasons.of(new BindException("Cannot assign requested address")))
                .isEqualTo("Cannot assign requested address");
    }
}
