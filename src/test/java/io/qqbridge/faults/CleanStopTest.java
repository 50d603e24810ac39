package io.qqbridge.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.qqbridge.testing.Moment;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.time.Duration;

/** Whoever asks the bridge to end waits little and loses nothing. */
class CleanStopTest {
    private static final Size SIZE = Size.chosen();
    private static final Duration LIMIT = Duration.ofSeconds(10);

    @RegisterExtension final Seed seed = new Seed();

    @Test
    void aStopUnderLoadIsShortAndLosesAndRepeatsNothing() throws Exception {
        Duration longest = Duration.ZERO;
        try (Rig rig = Rig.start(Plan.usual())) {
            Traffic traffic = rig.traffic(400, 40);
            for (int stop = 0; stop < SIZE.stops(); stop++) {
                rig.awaitRunning();
                traffic.awaitArriving(1);
                Moment.after(seed.within(Duration.ofSeconds(1)));
                Duration took = stopped(rig);
                longest = took.compareTo(longest) > 0 ? took : longest;
                rig.startBridge();
            }
            rig.awaitRunning();
            traffic.awaitArriving(1)
                    .settled()
                    .print(
                            "SIGTERM x %d, the longest took %d ms"
                                    .formatted(SIZE.stops(), longest.toMillis()),
                            seed)
                    .nothingIsLost()
                    .messagesAgainAtMost(0)
                    .commandsTwiceAtMost(0)
                    .resultsAgainAtMost(0);
        }
        assertThat(longest).isLessThan(LIMIT);
    }

    private static Duration stopped(Rig rig) throws InterruptedException {
        long started = System.nanoTime();
        rig.bridge().terminate();
        assertThat(rig.bridge().awaitExit()).isIn(0, 143);
        return Duration.ofNanos(System.nanoTime() - started);
    }
}
