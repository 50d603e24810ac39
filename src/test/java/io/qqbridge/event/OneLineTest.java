package io.qqbridge.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OneLineTest {
    @Test
    void whatOthersWroteIsNoLineOfItsOwnAndSteersNoTerminal() {
        assertThat(OneLine.of("no\n2026-11-27 INFO all is well\u001b[2J\u2028"))
                .isEqualTo("no 2026-11-27 INFO all is well [2J ");
    }

    @Test
    void whatIsTooLongToBeReadLacksItsMiddle() {
        assertThat(OneLine.of("start" + "x".repeat(1 << 20) + "end"))
                .startsWith("start")
                .endsWith("end")
                .hasSizeLessThan(1000);
    }
}
