package io.qqbridge.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertAll;

import io.qqbridge.app.Key;
import io.qqbridge.testing.Control;
import io.qqbridge.testing.Moment;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A gateway that does one request in five wrong, and one that throws accounts out. */
class MisbehavingGatewayTest {
    private static final Size SIZE = Size.chosen();
    private static final List<Way> WAYS = List.of(Way.values());
    private static final double SHARE = 0.2;

    /** How many accounts each way of misbehaving strikes; so many more have a good gateway. */
    private static final int STRUCK = 3;

    /** Far beyond the pauses that the bridge makes after trouble. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static @Nullable Rig shared;

    @RegisterExtension final Seed seed = new Seed();

    @BeforeAll
    static void start() throws Exception {
        shared =
                Rig.start(
                        Plan.usual()
                                .withAccounts((WAYS.size() + 1) * STRUCK)
                                .with(Key.GATEWAY_TIMEOUT, "2s"));
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

    /** No meter names an account, so the ways come one by one here. */
    @ParameterizedTest
    @EnumSource(Way.class)
    void aSinglePollGoneWrongMovesAMeterWhenTheGatewayIs(Way way) throws Exception {
        double before = way.meter().read(rig().metrics());
        rig().control().put("/faults", Control.json(List.of(way.once())));
        await().atMost(PATIENCE)
                .until(() -> struck() == 1 && way.meter().read(rig().metrics()) >= before + 1);
    }

    /** Side by side, each way on accounts of its own, and some accounts without any. */
    @Test
    void nothingIsLostWhenOneAnswerInFiveIsWrong() throws Exception {
        Traffic traffic = rig().traffic(200, 10).awaitArriving(1);
        rig().control()
                .put(
                        "/faults",
                        Control.json(
                                WAYS.stream().flatMap(MisbehavingGatewayTest::always).toList()));
        Moment.after(SIZE.misbehaving());
        Map<String, Integer> strikes = strikes();
        mend();
        everyAccountStillReceives();
        traffic.settle();
        assertAll(
                Stream.concat(
                        WAYS.stream().map(way -> judging(way, traffic, strikes)),
                        Stream.of(() -> judge("nothing wrong", traffic, ofGroup(WAYS.size())))));
    }

    private Executable judging(Way way, Traffic traffic, Map<String, Integer> strikes) {
        return () -> {
            int times = strikes.getOrDefault(way.word(), 0);
            judge(
                    "gateway answers %s, %d times in %s"
                            .formatted(way.word(), times, SIZE.misbehaving()),
                    traffic,
                    ofGroup(WAYS.indexOf(way)));
            assertThat(times).as("how often the gateway was " + way.word()).isPositive();
        };
    }

    private void judge(String scenario, Traffic traffic, List<String> accounts) throws Exception {
        traffic.of(accounts).print(scenario, seed).nothingIsLost().commandsTwiceAtMost(0);
    }

    private static Stream<Map<String, Object>> always(Way way) {
        return ofGroup(WAYS.indexOf(way)).stream().map(account -> way.on(account, SHARE));
    }

    private static List<String> ofGroup(int number) {
        return rig().accounts().subList(number * STRUCK, (number + 1) * STRUCK);
    }

    @Test
    void aStormOfLostSessionsLosesNothing() throws Exception {
        double before = rig().metrics().sum("qq_session_drops_total");
        int accounts = rig().accounts().size();
        Traffic traffic = rig().traffic(200, 20).awaitArriving(1);
        rig().accounts().forEach(account -> rig().control().post(kick(account), ""));
        await().atMost(PATIENCE)
                .until(() -> rig().metrics().sum("qq_session_drops_total") - before >= accounts);
        everyAccountStillReceives();
        traffic.settled()
                .print("all %d sessions lost at once".formatted(accounts), seed)
                .nothingIsLost()
                .commandsTwiceAtMost(0);
    }

    @Test
    void anAccountThatIsTakenOverComesBackAndLosesNothing() throws Exception {
        double before = rig().metrics().sum("qq_session_drops_total");
        Traffic traffic = rig().traffic(200, 20).awaitArriving(1);
        String account = rig().accounts().get(seed.upTo(rig().accounts().size()) - 1);
        rig().control().post("/accounts/%s/takeover".formatted(account), "");
        await().atMost(PATIENCE)
                .until(() -> rig().metrics().sum("qq_session_drops_total") > before);
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
        return strikes().values().stream().mapToInt(Integer::intValue).sum();
    }

    /** How often the faults in force have struck, by kind. */
    private static Map<String, Integer> strikes() {
        Map<String, Integer> strikes = new TreeMap<>();
        for (var fault : rig().control().get("/faults")) {
            strikes.merge(
                    fault.path("kind").asText(), fault.path("struck").intValue(), Integer::sum);
        }
        return strikes;
    }

    private static String kick(String account) {
        return "/accounts/%s/kick".formatted(account);
    }

    private static Rig rig() {
        return Objects.requireNonNull(shared);
    }
}
