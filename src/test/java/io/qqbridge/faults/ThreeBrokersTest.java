package io.qqbridge.faults;

import io.qqbridge.testing.Moment;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.util.Objects;

/** Three brokers keep three copies and take a record when two of them have it. */
class ThreeBrokersTest {
    private static final Size SIZE = Size.chosen();

    private static @Nullable Rig shared;

    @RegisterExtension final Seed seed = new Seed();

    @BeforeAll
    static void start() throws Exception {
        shared = Rig.start(Plan.usual().withThreeBrokers());
    }

    @AfterAll
    static void stop() {
        if (shared != null) {
            shared.close();
        }
    }

    @Test
    void aLeaderThatIsKilledAgainAndAgainLosesAndReordersNothing() throws Exception {
        Rig rig = Objects.requireNonNull(shared);
        Traffic traffic = rig.traffic(200, 20).awaitArriving(1);
        for (int kill = 0; kill < SIZE.leaderKills(); kill++) {
            rig.brokers().awaitInSync();
            Broker leader = rig.brokers().leaderOf(Witness.MESSAGES);
            leader.kill();
            Moment.after(SIZE.leaderEvery().dividedBy(2));
            leader.start().awaitRunning();
            Moment.after(SIZE.leaderEvery().dividedBy(2));
            traffic.awaitArriving(1);
        }
        traffic.settled()
                .print("leader killed x " + SIZE.leaderKills() + ", 3 brokers", seed)
                .nothingIsLost()
                .commandsTwiceAtMost(0);
    }

    @Test
    void withOneBrokerOfThreeEverythingWaitsAndNothingIsLost() throws Exception {
        Rig rig = Objects.requireNonNull(shared);
        rig.brokers().awaitInSync();
        Traffic traffic = rig.traffic(200, 20).awaitArriving(1);
        for (Broker broker : rig.brokers().allButOne()) {
            broker.kill();
        }
        Moment.after(SIZE.outage());
        for (Broker broker : rig.brokers().allButOne()) {
            broker.start();
        }
        traffic.awaitArriving(1)
                .settled()
                .print("two brokers of three away for " + SIZE.outage(), seed)
                .nothingIsLost()
                .commandsTwiceAtMost(0);
    }
}
