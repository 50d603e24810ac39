package io.qqbridge.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.qqbridge.app.Key;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.time.Duration;
import java.util.Map;

/** Three bridges that share the accounts, and what becomes of them when one is not there. */
class InstancesTest {
    private static final Plan PLAN =
            Plan.usual()
                    .withAccounts(120)
                    .withThreeBrokers()
                    .withInstances(3)
                    .with(Key.TOPICS_PARTITIONS, "12");

    @RegisterExtension final Seed seed = new Seed();

    @Test
    void theAccountsOfOneThatIsKilledAreOnlineElsewhereAndNothingIsLost() throws Exception {
        try (Rig rig = Rig.start(PLAN)) {
            Traffic traffic = rig.traffic(200, 40).awaitArriving(500);

            rig.instance(1).process().kill();
            long killed = System.nanoTime();
            // Whoever is online after this has been logged in by one of those that live.
            for (String account : rig.accounts()) {
                rig.control().post("/accounts/%s/kick".formatted(account), "");
            }
            await().atMost(Duration.ofSeconds(60)).until(rig::allAreOnline);
            Duration gap = Duration.ofNanos(System.nanoTime() - killed);
            traffic.awaitArriving(500);
            rig.instance(1).start(Map.of());
            rig.instance(1).awaitRunning();

            traffic.settled()
                    .print("one of three killed, online again after " + gap, seed)
                    .nothingIsLost()
                    .commandsTwiceAtMost(0);
        }
    }

    @Test
    void restartedOneAfterTheOtherTheyLoseNothing() throws Exception {
        try (Rig rig = Rig.start(PLAN)) {
            Traffic traffic = rig.traffic(200, 40).awaitArriving(500);

            for (int i = 0; i < 3; i++) {
                rig.instance(i).process().terminate();
                assertThat(rig.instance(i).process().awaitExit()).isIn(0, 143);
                rig.instance(i).start(Map.of());
                rig.instance(i).awaitRunning();
                traffic.awaitArriving(500);
            }

            traffic.settled()
                    .print("three restarted one after the other", seed)
                    .nothingIsLost()
                    .commandsTwiceAtMost(0);
        }
    }

    @Test
    void oneThatStoodStillForTooLongFetchesNothingMoreAndNothingIsLost() throws Exception {
        try (Rig rig = Rig.start(PLAN)) {
            Traffic traffic = rig.traffic(200, 40).awaitArriving(500);

            rig.instance(1).process().freeze();
            await().atMost(Duration.ofSeconds(90)).until(() -> said(rig, 0) + said(rig, 2) > 2);
            traffic.awaitArriving(500);
            rig.instance(1).process().thaw();
            rig.instance(1).process().awaitLine(line -> line.contains("are another's already"));

            traffic.settled()
                    .print("one of three stood still", seed)
                    .nothingIsLost()
                    .commandsTwiceAtMost(0);
        }
    }

    private static int said(Rig rig, int number) {
        return rig.instance(number).timesSaid("this instance keeps the accounts");
    }
}
