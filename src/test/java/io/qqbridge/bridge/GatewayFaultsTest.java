package io.qqbridge.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.qqbridge.event.EventKind;
import io.qqbridge.testing.BridgeTest;
import io.qqbridge.testing.KafkaForTests;
import io.qqbridge.testing.RunningBridge;
import io.qqbridge.testing.Seen;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.stream.IntStream;

/** A gateway that remembers SEQs, and answers badly. */
@BridgeTest
class GatewayFaultsTest {
    private static final int HUGE = 10 * 1024 * 1024;

    private final RunningBridge bridge;
    private final String account;

    GatewayFaultsTest(KafkaForTests kafka) throws Exception {
        bridge = RunningBridge.on(kafka).gateway(options -> options.withAccounts(1)).start();
        account = bridge.account(0);
        bridge.awaitOnline();
    }

    @AfterEach
    void mend() {
        bridge.control().delete("/faults");
    }

    @AfterAll
    void stop() {
        bridge.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"garbage", "html", "wrong-seq", "wrong-uin", "wrong-count"})
    void anAnswerThatIsNoneIsKeptAndNothingIsLost(String kind) {
        int kept = bridge.seen(EventKind.DEAD).size();
        everyMessageArrivesDespite(kind, 1);
        Seen dead = bridge.await(EventKind.DEAD, kept + 1, letter -> true).get(kept);
        assertThat(dead.key()).isEqualTo(account);
        assertThat(dead.bytes()).isNotEmpty();
        assertThat(dead.header("__connect.errors.stage")).isEqualTo("ANSWER");
        assertThat(dead.header("__connect.errors.exception.message")).isNotBlank();
        assertThat(dead.header("__connect.errors.topic")).isNull();
    }

    /**
     * What the gateway says again and again is what it means: asking for ever would help nobody.
     */
    @Test
    void anAnswerThatStaysSpoiltIsKeptAndGivenUp() {
        bridge.control().put("/faults", "[{\"kind\": \"wrong-uin\", \"command\": \"GetMsgEx\"}]");
        bridge.control().message(account, "20001", "never-ending");
        Seen kept = bridge.await(EventKind.DEAD, letter -> says(letter, "never-ending"));
        bridge.await(
                EventKind.DEAD,
                letter ->
                        letter.record().offset() > kept.record().offset()
                                && !says(letter, "never-ending"));

        bridge.control().delete("/faults");
        bridge.control().message(account, "20001", "after it");
        bridge.await(EventKind.MESSAGE, message -> message.text("text").equals("after it"));
        assertThat(bridge.seen(EventKind.MESSAGE))
                .noneMatch(message -> message.text("text").equals("never-ending"));
    }

    private static boolean says(Seen letter, String text) {
        return new String(letter.bytes(), UTF_8).contains(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"error", "close", "lost", "half"})
    void aGatewayThatDoesNotAnswerIsReportedAndNothingIsLost(String kind) {
        int before = reconnections();
        everyMessageArrivesDespite(kind, 1);
        await().until(() -> reconnections() > before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"slow", "empty"})
    void aGatewayThatIsSlowOrSilentLosesNothing(String kind) {
        everyMessageArrivesDespite(kind, 2);
    }

    @Test
    void aHugeAnswerIsKeptInPiecesThatJoin() {
        everyMessageArrivesDespite("huge", 1);
        List<Seen> pieces =
                bridge.await(EventKind.DEAD, 12, letter -> letter.header("qq_piece") != null);
        assertThat(Pieces.join(pieces)).hasSize(HUGE);
        assertThat(pieces)
                .extracting(piece -> piece.header("qq_piece"))
                .isEqualTo(IntStream.rangeClosed(1, 12).mapToObj(i -> i + "/12").toList());
        assertThat(pieces).extracting(piece -> piece.header("ce_id")).doesNotHaveDuplicates();
    }

    /** Messages that wait while the fault strikes, and others after it. */
    private void everyMessageArrivesDespite(String kind, int times) {
        List<String> texts =
                IntStream.range(0, 20).mapToObj(i -> "%s, 你好 & %d".formatted(kind, i)).toList();
        bridge.control()
                .put(
                        "/faults",
                        ("[{\"kind\": \"%s\", \"command\": \"GetMsgEx\", \"times\": %d,"
                                        + " \"delayMs\": 300}]")
                                .formatted(kind, times));
        texts.subList(0, 10).forEach(text -> bridge.control().message(account, "20001", text));
        await().until(
                        () ->
                                bridge.control().get("/faults").path(0).path("struck").intValue()
                                        == times);
        texts.subList(10, 20).forEach(text -> bridge.control().message(account, "20001", text));
        assertThat(
                        bridge.await(
                                EventKind.MESSAGE,
                                texts.size(),
                                message -> message.text("text").startsWith(kind)))
                .extracting(message -> message.text("text"))
                .isEqualTo(texts);
    }

    private int reconnections() {
        return (int)
                bridge.seen(EventKind.SESSION).stream()
                        .filter(change -> change.text("state").equals("reconnecting"))
                        .count();
    }
}
