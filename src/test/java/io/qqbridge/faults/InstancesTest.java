package io.qqbridge.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;

import java.time.Duration;
import java.util.Map;

/**
 * Three bridges that share the accounts, and what becomes of them when one is not there. With three
 * brokers and a gateway they leave nothing of a small machine to whoever would run beside them.
 */
@Isolated
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InstancesTest {
    /** What the gateway is given to send, and Kafka to carry out, a second. */
    private static final int MESSAGES = 200;

    private static final int COMMANDS = 40;

    /** By how much of the mean the accounts of instances may differ. */
    private static final double UNEVEN = 0.15;

    /**
     * How often an account logs in while each instance is restarted: whoever is back before it is
     * missed has its accounts still, and otherwise they go to another and come back.
     */
    private static final long MOST_LOGINS = Size.chosen().missedAfter().isZero() ? 1 : 3;

    @RegisterExtension final Seed seed = new Seed();

    private Rig rig;

    @BeforeAll
    void start() throws Exception {
        rig = Rig.start(Plan.shared(3));
    }

    @BeforeEach
    void eachHasItsShare() {
        awaitShares(0, 1, 2);
    }

    @AfterAll
    void stop() {
        rig.close();
    }

    @Test
    void theAccountsOfOneThatIsKilledAreOnlineElsewhereAndNothingIsLost() throws Exception {
        Traffic traffic = rig.traffic(MESSAGES, COMMANDS).awaitArriving(500);

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

    @Test
    void restartedOneAfterTheOtherTheyLoseNothingAndLogInOnce() throws Exception {
        Traffic traffic = rig.traffic(MESSAGES, COMMANDS).awaitArriving(500);
        Map<String, Long> before = rig.logins();

        for (int i = 0; i < 3; i++) {
            rig.instance(i).process().terminate();
            assertThat(rig.instance(i).process().awaitExit()).isIn(0, 143);
            rig.instance(i).start(Map.of());
            rig.instance(i).awaitRunning();
            awaitShares(0, 1, 2);
            await().atMost(Duration.ofMinutes(1)).until(rig::allAreOnline);
            traffic.awaitArriving(500);
        }
        Map<String, Long> logins = loginsSince(before);

        traffic.settled()
                .print("three restarted one after the other", seed)
                .nothingIsLost()
                .commandsTwiceAtMost(0);
        assertThat(logins)
                .allSatisfy((account, times) -> assertThat(times).isBetween(1L, MOST_LOGINS));
    }

    @Test
    void oneThatStoodStillForTooLongFetchesNothingMoreAndNothingIsLost() throws Exception {
        Traffic traffic = rig.traffic(MESSAGES, COMMANDS).awaitArriving(500);

        int before = said(0) + said(2);
        rig.instance(1).process().freeze();
        await().atMost(Duration.ofSeconds(90)).until(() -> said(0) + said(2) > before);
        traffic.awaitArriving(500);
        rig.instance(1).process().thaw();
        rig.instance(1).process().awaitLine(line -> line.contains("are another's already"));

        traffic.settled()
                .print("one of three stood still", seed)
                .nothingIsLost()
                .commandsTwiceAtMost(0);
    }

    @Test
    void eachHasItsShareHoweverManyThereAre() throws Exception {
        Traffic traffic = rig.traffic(MESSAGES, COMMANDS).awaitArriving(500);
        for (int i : new int[] {1, 2}) {
            rig.instance(i).process().terminate();
            assertThat(rig.instance(i).process().awaitExit()).isIn(0, 143);
        }
        awaitShares(0);
        await().atMost(Duration.ofMinutes(1)).until(rig::allAreOnline);
        traffic.awaitArriving(500);
        Map<String, Long> before = rig.logins();
        for (int i : new int[] {1, 2}) {
            rig.instance(i).start(Map.of());
        }
        awaitShares(0, 1, 2);
        await().atMost(Duration.ofMinutes(1)).until(rig::allAreOnline);
        Map<String, Long> logins = loginsSince(before);

        traffic.awaitArriving(500)
                .settled()
                .print("from three instances to one and back", seed)
                .nothingIsLost()
                .commandsTwiceAtMost(0);
        // Whoever joins makes an account move once at most, and many not at all.
        assertThat(logins).allSatisfy((account, times) -> assertThat(times).isBetween(0L, 2L));
        assertThat(logins).containsValue(0L);
    }

    private Map<String, Long> loginsSince(Map<String, Long> before) {
        Map<String, Long> logins = rig.logins();
        before.forEach((account, times) -> logins.merge(account, -times, Long::sum));
        return logins;
    }

    /** Waits until these have all accounts between them, each about as many as the others. */
    private void awaitShares(int... numbers) {
        double mean = (double) rig.accounts().size() / numbers.length;
        // Few accounts fall on partitions as they may.
        double leeway = Math.max(UNEVEN * mean, 3 * Math.sqrt(mean));
        await().atMost(Duration.ofMinutes(2))
                .untilAsserted(
                        () -> {
                            double all = 0;
                            for (int number : numbers) {
                                double share = rig.instance(number).metrics().sum("qq_sessions");
                                assertThat(share)
                                        .as("accounts of instance %d", number)
                                        .isBetween(mean - leeway, mean + leeway);
                                all += share;
                            }
                            assertThat(all).isEqualTo(rig.accounts().size());
                        });
    }

    private int said(int number) {
        return rig.instance(number).timesSaid("this instance keeps the accounts");
    }
}
