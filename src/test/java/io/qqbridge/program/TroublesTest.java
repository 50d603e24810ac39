package io.qqbridge.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.qqbridge.app.Key;
import io.qqbridge.program.Sights.Trouble;
import io.qqbridge.program.Sights.Watched;
import io.qqbridge.testing.Control;
import io.qqbridge.testing.GatewayProcess;
import io.qqbridge.testing.KafkaForTests;
import io.qqbridge.testing.Launch;
import io.qqbridge.testing.Moment;
import io.qqbridge.testing.Seen;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * What befalls an account is shown as its state in all four places, within the time that the README
 * promises under Operations.
 */
@TestInstance(Lifecycle.PER_CLASS)
@ExtendWith(KafkaForTests.Extension.class)
class TroublesTest {
    private static final Duration POLL_MAX = Duration.ofSeconds(1);
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final Duration SILENCE = Duration.ofSeconds(4);

    /** The first pause of a session that was dropped is no longer. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** From the bridge's knowing it to the last of the places. */
    private static final Duration SHOWING = Duration.ofSeconds(1);

    private static final Watched KICKED = new Watched("10001", "kicked");
    private static final Watched REFUSED = new Watched("10002", "refused");
    private static final Watched CHALLENGED = new Watched("10003", "challenged");
    private static final Watched UNANSWERED = new Watched("10004", "unanswered");
    private static final Watched FLOODED = new Watched("10005", "flooded");
    private static final Watched NEIGHBOUR = new Watched("10006", "neighbour");
    private static final Watched SILENT = new Watched("10007", "silent");

    private static final String SENDER = "20001";
    private static final Duration FLOOD = Duration.ofSeconds(9);
    private static final int FLOOD_EVERY_MILLIS = 100;
    private static final int FLOOD_AT_ONCE = 50;

    private @Nullable KafkaForTests kafka;
    private @Nullable GatewayProcess gateway;
    private @Nullable Control control;
    private @Nullable WatchedBridge bridge;

    @BeforeAll
    void start(KafkaForTests given, @TempDir Path folder) throws IOException {
        kafka = given;
        gateway = GatewayProcess.start(Launch.in(folder), 7);
        control = gateway.control();
        bridge =
                bridge(
                        folder,
                        List.of(KICKED, REFUSED, CHALLENGED, UNANSWERED, FLOODED, NEIGHBOUR),
                        Map.of());
    }

    @AfterAll
    void stop() {
        if (bridge != null) {
            bridge.close();
        }
        if (gateway != null) {
            gateway.close();
        }
    }

    private WatchedBridge bridge(Path folder, List<Watched> accounts, Map<Key, String> more)
            throws IOException {
        Map<Key, String> settings = new HashMap<>(more);
        settings.put(Key.POLL_MIN, "50ms");
        settings.put(Key.POLL_MAX, POLL_MAX.toMillis() + "ms");
        settings.put(Key.GATEWAY_TIMEOUT, TIMEOUT.toMillis() + "ms");
        return new WatchedBridge(
                folder,
                Objects.requireNonNull(kafka),
                Objects.requireNonNull(gateway).url().toString(),
                accounts,
                settings);
    }

    private WatchedBridge bridge() {
        return Objects.requireNonNull(bridge);
    }

    private Control control() {
        return Objects.requireNonNull(control);
    }

    @Test
    void aKickedAccountIsReconnectingAndSoonOnlineAgain() {
        awaitOnline(bridge(), KICKED);
        Duration slowLogin = Duration.ofSeconds(1);
        strike(KICKED, "Login", slowLogin);
        Trouble kick = kicked(KICKED);
        shown(kick, "reconnecting", POLL_MAX.plus(SHOWING));

        shown(kick, "online", POLL_MAX.plus(PAUSE).plus(slowLogin).plus(SHOWING));
    }

    @Test
    void aRefusedAccountIsRefused() {
        meetLogins(REFUSED, "refuse");
        shown(kicked(REFUSED), "refused", POLL_MAX.plus(PAUSE).plus(SHOWING));
    }

    @Test
    void aChallengedAccountIsChallenged() {
        meetLogins(CHALLENGED, "captcha");
        shown(kicked(CHALLENGED), "challenged", POLL_MAX.plus(PAUSE).plus(SHOWING));
    }

    @Test
    void anAccountWhosePollsHangIsReconnecting() {
        awaitOnline(bridge(), UNANSWERED);
        Trouble trouble = bridge().sights().trouble(UNANSWERED);
        strike(UNANSWERED, "GetMsgEx", Duration.ofMinutes(1));
        shown(trouble, "reconnecting", POLL_MAX.plus(TIMEOUT).plus(SHOWING));

        control().delete("/faults");
        awaitOnline(bridge(), UNANSWERED);
    }

    @Test
    void anAccountThatBringsNothingIsSilentUntilAMessageComes(@TempDir Path folder)
            throws IOException {
        Map<Key, String> shortSilence = Map.of(Key.SILENCE, SILENCE.toMillis() + "ms");
        try (WatchedBridge silent = bridge(folder, List.of(SILENT), shortSilence)) {
            awaitOnline(silent, SILENT);
            Instant online = since(silent.sights().sessions(SILENT).getLast());
            Trouble silence = new Trouble(silent.sights(), SILENT, online, 0);
            shown(silence, "silent", SILENCE.plus(POLL_MAX).plus(SHOWING));
            assertThat(since(silent.sights().sessions(SILENT).getLast()))
                    .isAfterOrEqualTo(online.plus(SILENCE).minusMillis(10));

            Trouble itsEnd = silent.sights().trouble(SILENT);
            control().message(SILENT.uin(), SENDER, "it lives");
            shown(itsEnd, "online", POLL_MAX.plus(SHOWING));
        }
    }

    @Test
    void aFloodedAccountStaysOnlineAndItsNeighboursMessagesAreNotLate()
            throws InterruptedException {
        awaitOnline(bridge(), FLOODED);
        awaitOnline(bridge(), NEIGHBOUR);
        Instant began = Instant.now();
        AtomicInteger sent = new AtomicInteger();
        Duration latest = Duration.ZERO;
        try (var clock = Executors.newSingleThreadScheduledExecutor()) {
            Future<?> flood =
                    clock.scheduleAtFixedRate(
                            () -> flood(sent), 0, FLOOD_EVERY_MILLIS, TimeUnit.MILLISECONDS);
            while (Instant.now().isBefore(began.plus(FLOOD))) {
                Instant written = Instant.now();
                String text = "written " + written;
                control().message(NEIGHBOUR.uin(), SENDER, text);
                bridge().awaitMessage(NEIGHBOUR, text);
                Duration took = Duration.between(written, Instant.now());
                latest = took.compareTo(latest) > 0 ? took : latest;
                // So long does it take until it is asked for messages at its slowest again.
                Moment.after(POLL_MAX.multipliedBy(2));
            }
            assertThat(flood.isDone()).as("the flood has ended early").isFalse();
        }
        double seconds = Duration.between(began, Instant.now()).toMillis() / 1e3;
        await().atMost(Duration.ofSeconds(15))
                .until(() -> bridge().messages(FLOODED).size() >= sent.get());

        figures(
                "flooded, %.0f a second".formatted(sent.get() / seconds),
                "neighbour's message",
                POLL_MAX.plus(SHOWING),
                latest);
        assertThat(sent.get() / seconds).as("messages a second").isGreaterThan(200);
        assertThat(latest).isLessThanOrEqualTo(POLL_MAX.plus(SHOWING));
        assertThat(bridge().messages(FLOODED).stream().map(message -> message.text("text")))
                .containsExactlyElementsOf(
                        IntStream.range(0, sent.get()).mapToObj(i -> "flood " + i).toList());
        assertThat(states(FLOODED)).containsExactly("connecting", "online");
        assertThat(states(NEIGHBOUR)).containsExactly("connecting", "online");
        awaitOnline(bridge(), FLOODED);
    }

    private void flood(AtomicInteger sent) {
        List<Map<String, String>> messages = new ArrayList<>();
        for (int i = 0; i < FLOOD_AT_ONCE; i++) {
            messages.add(Map.of("from", SENDER, "text", "flood " + (sent.get() + i)));
        }
        control().post("/accounts/%s/messages".formatted(FLOODED.uin()), Control.json(messages));
        sent.addAndGet(FLOOD_AT_ONCE);
    }

    private List<String> states(Watched account) {
        return bridge().sights().sessions(account).stream()
                .map(change -> change.text("state"))
                .toList();
    }

    private static Instant since(Seen change) {
        return Instant.parse(change.text("since"));
    }

    private void meetLogins(Watched account, String answer) {
        control()
                .put(
                        "/accounts/%s/login".formatted(account.uin()),
                        Control.json(Map.of("answer", answer)));
    }

    /** An account that is online in all places, and is now kicked. */
    private Trouble kicked(Watched account) {
        awaitOnline(bridge(), account);
        Trouble kick = bridge().sights().trouble(account);
        control().post("/accounts/%s/kick".formatted(account.uin()), "");
        return kick;
    }

    /** Lets the gateway answer a command of an account late. */
    private void strike(Watched account, String command, Duration delay) {
        control()
                .put(
                        "/faults",
                        Control.json(
                                List.of(
                                        Map.of(
                                                "kind",
                                                "slow",
                                                "account",
                                                account.uin(),
                                                "command",
                                                command,
                                                "delayMs",
                                                delay.toMillis()))));
    }

    private static void awaitOnline(WatchedBridge bridge, Watched account) {
        Duration unused = new Trouble(bridge.sights(), account, Instant.now(), 0).shownAs("online");
    }

    private static void shown(Trouble trouble, String state, Duration promised) {
        Duration took = trouble.shownAs(state);
        figures(trouble.account().alias(), state, promised, took);
        assertThat(took).as("until %s is seen everywhere", state).isLessThanOrEqualTo(promised);
    }

    private static void figures(String trouble, String what, Duration promised, Duration took) {
        System.out.printf(
                Locale.ROOT,
                "troubles | %s | %s | promised %.1f s | took %.2f s%n",
                trouble,
                what,
                promised.toMillis() / 1e3,
                took.toMillis() / 1e3);
    }
}
