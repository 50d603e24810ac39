package io.qqbridge.faults;

import io.qqbridge.testing.Moment;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.time.Duration;
import java.util.Objects;

/** The only broker is killed and frozen under load. */
class KafkaFaultsTest {
    private static final Size SIZE = Size.chosen();

    private static @Nullable Rig shared;

    @RegisterExtension final Seed seed = new Seed();

    @BeforeAll
    static void start() throws Exception {
        shared = Rig.start(Plan.usual());
    }

    @AfterAll
    static void stop() {
        if (shared != null) {
            shared.close();
        }
    }

    @Test
    void aBrokerThatIsKilledAndComesBackLosesNothing() throws Exception {
        Rig rig = Objects.requireNonNull(shared);
        Traffic traffic = rig.traffic(200, 20).awaitArriving(1);
        int kills = Math.max(1, SIZE.kills() / 4);
        for (int kill = 0; kill < kills; kill++) {
            Moment.after(seed.within(Duration.ofSeconds(2)));
            rig.brokers().single().kill();
            rig.brokers().single().start().awaitRunning();
            traffic.awaitArriving(1);
        }
        traffic.settled()
                .print("broker killed x " + kills, seed)
                .nothingIsLost()
                .commandsTwiceAtMost(0);
    }

    @Test
    void aBrokerThatIsFrozenLosesNothing() throws Exception {
        Rig rig = Objects.requireNonNull(shared);
        Traffic traffic = rig.traffic(200, 20).awaitArriving(1);
        Moment.after(seed.within(Duration.ofSeconds(1)));
        rig.brokers().single().freeze();
        Moment.after(SIZE.outage());
        rig.brokers().single().thaw();
        traffic.awaitArriving(1)
                .settled()
                .print("broker frozen for " + SIZE.outage(), seed)
                .nothingIsLost()
                .commandsTwiceAtMost(0);
    }
}
