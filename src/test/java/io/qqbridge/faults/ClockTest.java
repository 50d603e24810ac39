package io.qqbridge.faults;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.qqbridge.testing.Moment;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Somebody sets the clock of the bridge's machine, forwards and back, while it runs. */
class ClockTest {
    private static final Size SIZE = Size.chosen();
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @RegisterExtension final Seed seed = new Seed();

    @Test
    void aClockThatJumpsLosesNothingAndHoldsNothingUp() throws Exception {
        Optional<Path> library = SkewedClock.library();
        assumeTrue(library.isPresent(), "libfaketime is not there (apt-get install faketime)");
        try (Rig rig = Rig.start(Plan.usual())) {
            SkewedClock clock = SkewedClock.in(rig.folder(), library.get());
            rig.bridge().kill();
            rig.startBridge(clock.environment());
            rig.awaitRunning();
            Traffic traffic = rig.traffic(200, 20).awaitArriving(1);
            for (int hours : new int[] {-1, 0, 1}) {
                clock.isOffBy(Duration.ofHours(hours));
                awaitReceivedAtATimeOffBy(Duration.ofHours(hours), traffic);
                Moment.after(SIZE.clockOff());
                traffic.awaitArriving(rig.accounts().size() * 10);
                if (hours >= 0) {
                    // Kafka's client may read no commands until its clock is where it was before.
                    traffic.awaitAnswered(20);
                }
            }
            traffic.settled()
                    .print("clock steps of -1 h, +1 h, +1 h", seed)
                    .nothingIsLost()
                    .commandsTwiceAtMost(0);
        }
    }

    /** The bridge has noticed: its own clock dates what it receives. */
    private static void awaitReceivedAtATimeOffBy(Duration error, Traffic traffic) {
        await().atMost(PATIENCE)
                .until(
                        () ->
                                Duration.between(
                                                        Instant.now().plus(error),
                                                        traffic.lastReceivedAt())
                                                .abs()
                                                .compareTo(Duration.ofMinutes(10))
                                        < 0);
    }
}
