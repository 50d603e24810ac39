package io.qqbridge.faults;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.time.Duration;

/** The only broker is killed and frozen under load. */
class KafkaFaultsTest {
    private static final Size SIZE = Size.chosen();

    @RegisterExtension final Seed seed = new Seed();

    @Test
    void aBrokerThatIsKilledAndComesBackLosesNothing() throws Exception {
        try (Rig rig = Rig.start(Plan.usual())) {
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
    }

    @Test
    void aBrokerThatIsFrozenLosesNothing() throws Exception {
        try (Rig rig = Rig.start(Plan.usual())) {
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
}
