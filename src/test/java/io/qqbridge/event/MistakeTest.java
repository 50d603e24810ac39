package io.qqbridge.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;

class MistakeTest {
    private static final String CANARY = "kanarienvogel";

    @Test
    void itTellsClassesAndFramesOfAllCausesAndNoMessage() {
        Mistake mistake =
                Mistake.of(
                        new IllegalStateException(
                                CANARY, new UnsupportedOperationException(CANARY)));

        assertThat(mistake.className()).isEqualTo("java.lang.IllegalStateException");
        assertThat(mistake.trace().lines())
                .startsWith("java.lang.IllegalStateException")
                .contains("Caused by: java.lang.UnsupportedOperationException")
                .anyMatch(line -> line.startsWith("\tat io.qqbridge.event.MistakeTest.it"));
        assertThat(mistake.toString()).doesNotContain(CANARY);
    }

    @Test
    void aLongOneIsCutAtTheEndOfALineAndSaysSo() {
        RuntimeException deep = deep(0);
        for (int i = 0; i < 20; i++) {
            deep = new IllegalStateException(CANARY, deep);
            deep.setStackTrace(frames());
        }

        String trace = Mistake.of(deep).trace();

        assertThat(trace.getBytes(StandardCharsets.UTF_8))
                .hasSizeBetween(Mistake.MAX_BYTES - 200, Mistake.MAX_BYTES);
        assertThat(trace).endsWith(")\n...\n").doesNotContain(CANARY);
    }

    @Test
    void theFramesOfOneExceptionLeaveRoomForItsCause() {
        RuntimeException deep = new IllegalStateException(deep(0));
        deep.setStackTrace(frames());

        assertThat(Mistake.of(deep).trace())
                .contains("\t... 170 more\n", "Caused by: java.lang.ArithmeticException");
    }

    @Test
    void causesThatGoInACircleEnd() {
        RuntimeException one = new IllegalStateException();
        one.initCause(new IllegalArgumentException(one));

        assertThat(Mistake.of(one).trace().lines())
                .filteredOn(line -> line.contains("IllegalStateException"))
                .hasSize(1);
    }

    private static StackTraceElement[] frames() {
        return IntStream.range(0, 200)
                .mapToObj(i -> new StackTraceElement("io.qqbridge.Klasse名", "m", "K.java", i))
                .toArray(StackTraceElement[]::new);
    }

    private static RuntimeException deep(int depth) {
        return depth < 100 ? deep(depth + 1) : new ArithmeticException(CANARY);
    }
}
