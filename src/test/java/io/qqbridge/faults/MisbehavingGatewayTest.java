package io.qqbridge.faults;

import static org.awaitility.Awaitility.await;

import io.qqbridge.app.Key;
import io.qqbridge.testing.Control;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A gateway that does one request in five wrong, and one that throws accounts out. */
class MisbehavingGatewayTest {
    private static final Size SIZE = Size.chosen();
    private static final double SHARE = 0.2;

    /** Far beyond the pauses that the bridge makes after trouble. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static @Nullable Rig shared;
    private static @Nullable Metrics sharedMetrics;

    @RegisterExtension final Seed seed = new Seed();

    @BeforeAll
    static void start() throws Exception {
        int port = Brokers.freePorts(1).getFirst();
        shared =
                Rig.start(
                        Plan.usual()
                                .with(Key.MANAGEMENT_PORT, Integer.toString(port))
                                .with(Key.GATEWAY_TIMEOUT, "2s"));
        sharedMetrics = new Metrics(port);
    }

    @AfterAll
    static void stop() {
        if (shared != null) {
            shared.close();
        }
    }

    @AfterEach
    void mend() {
        rig().control().delete("/faults");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "slow",
                "error",
                "close",
                "garbage",
                "html",
                "empty",
                "half",
                "lost",
                "wrong-seq",
                "wrong-uin",
                "wrong-count"
            })
    void nothingIsLostAndEveryFaultIsCountedWhenOneAnswerInFiveIs(String kind) throws Exception {
        double before = troubles();
        Traffic traffic = rig().traffic(200, 20).awaitArriving(1);
        rig().control()
                .put(
                        "/faults",
                        Control.json(
                                List.of(Map.of("kind", kind, "share", SHARE, "delayMs", 3_000))));
        Moment.after(SIZE.misbehaving());
        await().atMost(PATIENCE).until(() -> struck() > 0 && troubles() > before);
        int strikes = struck();
        mend();
        everyAccountStillReceives();
        traffic.settled()
                .print("gateway answers %s, %d times".formatted(kind, strikes), seed)
                .nothingIsLost()
                .commandsTwiceAtMost(0);
    }

    @Test
    void aStormOfLostSessionsLosesNothing() throws Exception {
        double before = metrics().sum("qq_session_drops_total");
        Traffic traffic = rig().traffic(200, 20).awaitArriving(1);
        rig().accounts().forEach(account -> rig().control().post(kick(account), ""));
        await().atMost(PATIENCE)
                .until(
                        () ->
                                metrics().sum("qq_session_drops_total") - before
                                        >= rig().accounts().size());
        everyAccountStillReceives();
        traffic.settled()
                .print("all %d sessions lost at once".formatted(rig().accounts().size()), seed)
                .nothingIsLost()
                .commandsTwiceAtMost(0);
    }

    @Test
    void anAccountThatIsTakenOverComesBackAndLosesNothing() throws Exception {
        Traffic traffic = rig().traffic(200, 20).awaitArriving(1);
        String account = rig().accounts().get(seed.upTo(rig().accounts().size()) - 1);
        rig().control().post("/accounts/%s/takeover".formatted(account), "");
        everyAccountStillReceives();
        traffic.settled()
                .print("an account taken over", seed)
                .nothingIsLost()
                .commandsTwiceAtMost(0);
    }

    /** No session is stuck: whatever waits for an account is fetched. */
    private static void everyAccountStillReceives() {
        await().atMost(PATIENCE).until(() -> rig().allAreOnline());
        rig().accounts().forEach(account -> awaitFetched(account));
    }

    private static void awaitFetched(String account) {
        await().atMost(PATIENCE)
                .until(
                        () ->
                                rig().control()
                                                .get("/accounts/" + account)
                                                .path("queued")
                                                .intValue()
                                        < Plan.AN_ANSWER);
    }

    private static int struck() {
        return rig().control().get("/faults").path(0).path("struck").intValue();
    }

    /**
     * Polls without an answer, answers that could not be read, and answers as late as the fault.
     */
    private static double troubles() {
        return metrics().sum("qq_poll_seconds_count", "outcome=\"unanswered\"")
                + metrics().sum("qq_events_total", "kind=\"dead\"");
    }

    private static String kick(String account) {
        return "/accounts/%s/kick".formatted(account);
    }

    private static Rig rig() {
        return Objects.requireNonNull(shared);
    }

    private static Metrics metrics() {
        return Objects.requireNonNull(sharedMetrics);
    }
}
