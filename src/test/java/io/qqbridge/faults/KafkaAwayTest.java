package io.qqbridge.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.qqbridge.app.Key;
import io.qqbridge.testing.Moment;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.time.Duration;

/** Kafka is away for long, while many accounts receive. */
class KafkaAwayTest {
    private static final Size SIZE = Size.chosen();
    private static final Duration SOON = Duration.ofSeconds(10);

    /** What a heap may differ by from one look to the next, in kilobytes. */
    private static final long NOTHING_MUCH = 20_000;

    @RegisterExtension final Seed seed = new Seed();

    @Test
    void theBridgeStopsFetchingKeepsItsSessionsAndGoesOnSoon() throws Exception {
        Plan plan = Plan.usual().withAccounts(SIZE.outageAccounts()).with(Key.POLL_MAX, "2s");
        try (Rig rig = Rig.start(plan)) {
            Traffic traffic = rig.traffic(200, 20).awaitArriving(plan.accounts());
            rig.brokers().single().kill();
            rig.awaitNothingFetched();
            rig.bridge().awaitLine(line -> line.contains("Kafka does not take"));
            long polls = rig.polls();
            long heap = Heap.kilobytes(rig.bridge());
            Moment.after(SIZE.outage());
            assertThat(rig.polls() - polls).isLessThanOrEqualTo(plan.accounts());
            assertThat(Heap.kilobytes(rig.bridge())).isLessThan(heap + NOTHING_MUCH);
            assertThat(rig.allAreOnline()).isTrue();

            rig.brokers().single().start().awaitRunning();
            long back = System.nanoTime();
            traffic.awaitArriving(1);
            Duration pause = Duration.ofNanos(System.nanoTime() - back);
            traffic.settled()
                    .print(
                            "Kafka away for %s, %d accounts, flows again after %d ms"
                                    .formatted(SIZE.outage(), plan.accounts(), pause.toMillis()),
                            seed)
                    .nothingIsLost()
                    .commandsTwiceAtMost(0);
            assertThat(pause).isLessThan(SOON);
            rig.bridge().awaitLine(line -> line.contains("Kafka takes what was received again"));
        }
    }
}
