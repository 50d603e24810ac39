package io.qqbridge.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;

import io.qqbridge.event.EventKind;
import io.qqbridge.testing.BridgeTest;
import io.qqbridge.testing.KafkaForTests;
import io.qqbridge.testing.RunningBridge;
import io.qqbridge.testing.Seen;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.stream.IntStream;

/** Presence, roster and requests. */
@BridgeTest
class ContactsTest {
    private final RunningBridge bridge;
    private final String account;
    private final String other;

    ContactsTest(KafkaForTests kafka) throws Exception {
        bridge =
                RunningBridge.on(kafka)
                        .gateway(options -> options.withContactsPerAccount(5).withAccounts(3))
                        .start();
        account = bridge.account(0);
        other = bridge.account(1);
        bridge.awaitOnline();
        IntStream.range(560_000_001, 560_000_006)
                .forEach(contact -> set(Integer.toString(contact), 10));
        awaitState("560000001", "online");
    }

    @AfterAll
    void stop() {
        bridge.close();
    }

    @Test
    void atFirstSightAPresenceComesFromAskingAndWasNothingBefore() {
        Seen first =
                bridge.await(
                        EventKind.PRESENCE,
                        record ->
                                record.text("account").equals(account)
                                        && record.text("seenBy").equals("query"));
        assertThat(first.json().get("was").isNull()).isTrue();
        assertThat(first.key()).isEqualTo(account + "/" + first.text("contact"));
    }

    @Test
    void aChangeOfPresenceStandsOnceThoughToldAndAskedFor() {
        String contact = "560000001";
        set(contact, 30);
        Seen busy = awaitState(contact, "busy");
        assertThat(busy.text("was")).isEqualTo("online");
        set(contact, 20);
        assertThat(awaitState(contact, "offline").text("was")).isEqualTo("busy");
        set(contact, 10);
        set(contact, 77);
        Seen unknown = awaitState(contact, "unknown-77");
        assertThat(unknown.text("was")).isEqualTo("online");
        awaitTwoMoreQuestions();
        assertThat(presenceOf(contact))
                .extracting(record -> record.text("state"))
                .containsExactly("online", "busy", "offline", "online", "unknown-77");
    }

    @Test
    void aChangeToldByTheNetworkSaysSo() {
        String contact = "560000002";
        awaitState(contact, "online");
        bridge.control().message(account, contact, " 60 ", 99);
        assertThat(awaitState(contact, "call-me").text("seenBy")).isEqualTo("system-message");
    }

    @Test
    void theRosterNamesEachContactAndTakesItOutWhenItGoes() throws Exception {
        String contact = "560000003";
        JsonNode shown = bridge.control().get("/contacts/" + contact);
        Seen entry =
                bridge.await(
                        EventKind.ROSTER,
                        record ->
                                record.key().equals(account + "/" + contact)
                                        && record.json().get("nickname").isTextual());
        assertThat(entry.text("nickname")).isEqualTo(shown.path("nickname").asText());
        assertThat(entry.json().path("avatar").path("id").intValue())
                .isEqualTo(shown.path("avatar").intValue());

        bridge.run(account, "{\"command\": \"remove-contact\", \"contact\": \"560000003\"}");
        bridge.await(
                EventKind.ROSTER,
                record ->
                        record.key().equals(account + "/" + contact)
                                && record.isTombstone()
                                && "io.qqbridge.roster.v1".equals(record.header("ce_type")));
    }

    @Test
    void somebodyAsksAndIsAccepted() throws Exception {
        letConsent(other);
        run(
                account,
                "{\"command\": \"answer-request\", \"contact\": \"%s\", \"answer\": \"ask\", \"words\": \"我是小雨 & co, 100%%\"}",
                other);
        Seen asked = awaitRequest(other, "asked", account);
        assertThat(asked.text("words")).isEqualTo("我是小雨 & co, 100%");
        run(
                other,
                "{\"command\": \"answer-request\", \"contact\": \"%s\", \"answer\": \"accept\", \"words\": \"欢迎\"}",
                account);
        assertThat(awaitRequest(account, "accepted", other).text("words")).isEqualTo("欢迎");
        bridge.await(EventKind.ROSTER, record -> record.key().equals(account + "/" + other));
    }

    @Test
    void somebodyAsksAndIsRefused() throws Exception {
        String third = bridge.account(2);
        letConsent(third);
        run(
                account,
                "{\"command\": \"answer-request\", \"contact\": \"%s\", \"answer\": \"ask\", \"words\": \"hi\"}",
                third);
        awaitRequest(third, "asked", account);
        run(
                third,
                "{\"command\": \"answer-request\", \"contact\": \"%s\", \"answer\": \"refuse\", \"words\": \"no, thanks\"}",
                account);
        assertThat(awaitRequest(account, "refused", third).text("words")).isEqualTo("no, thanks");
    }

    private void run(String who, String json, String contact) throws InterruptedException {
        JsonNode result = bridge.run(who, json.formatted(contact));
        assertThat(result.path("outcome").asText()).as("%s", result).isEqualTo("accepted");
    }

    private void letConsent(String uin) {
        bridge.control().put("/people/%s/adding".formatted(uin), "{\"adding\": \"with-consent\"}");
    }

    private Seen awaitRequest(String who, String kind, String from) {
        return bridge.await(
                EventKind.REQUEST,
                request ->
                        request.key().equals(who)
                                && request.text("kind").equals(kind)
                                && request.text("contact").equals(from));
    }

    private void set(String contact, int state) {
        bridge.control()
                .post("/contacts/%s/state".formatted(contact), "{\"state\": %d}".formatted(state));
    }

    private List<Seen> presenceOf(String contact) {
        return bridge.seen(EventKind.PRESENCE).stream()
                .filter(record -> record.key().equals(account + "/" + contact))
                .toList();
    }

    private Seen awaitState(String contact, String state) {
        return bridge.await(
                EventKind.PRESENCE,
                record ->
                        record.key().equals(account + "/" + contact)
                                && record.text("state").equals(state));
    }

    /** Whatever asking had to add to what was told has then come. */
    private void awaitTwoMoreQuestions() {
        long before = questions();
        await().until(() -> questions() >= before + 2L * 3);
    }

    private long questions() {
        return bridge.control()
                .get("/stats")
                .path("requestsByCommand")
                .path("Query_Stat")
                .longValue();
    }
}
