package io.qqbridge.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;

import io.qqbridge.app.Key;
import io.qqbridge.event.EventKind;
import io.qqbridge.testing.BridgeTest;
import io.qqbridge.testing.KafkaForTests;
import io.qqbridge.testing.RunningBridge;
import io.qqbridge.testing.Seen;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

@BridgeTest
class CommandsTest {
    private static final String CONTACT = "560000001";

    private final RunningBridge bridge;
    private final String account;
    private final String other;

    CommandsTest(KafkaForTests kafka) throws Exception {
        bridge =
                RunningBridge.on(kafka)
                        .gateway(options -> options.withAccounts(3))
                        .setting(Key.COMMAND_TIMEOUT, "2s")
                        .start();
        account = bridge.account(0);
        other = bridge.account(1);
        bridge.awaitOnline();
    }

    @AfterAll
    void stop() {
        bridge.close();
    }

    @Test
    void sendMessageSaysIt() throws Exception {
        JsonNode result = accepted("{'command': 'send-message', 'to': '560000001', 'text': 'hi'}");
        assertThat(result.path("account").asText()).isEqualTo(account);
        assertThat(result.path("code").intValue()).isZero();
        assertThat(result.has("data")).isFalse();
        assertThat(carriedOut("CLTMSG").get("to").asText()).isEqualTo(CONTACT);
    }

    @Test
    void addContactTellsWhetherConsentIsNeeded() throws Exception {
        adding(other, "anybody");
        JsonNode added = accepted("{'command': 'add-contact', 'contact': '%s'}".formatted(other));
        assertThat(added.at("/data/consentNeeded")).isEqualTo(BooleanNode.FALSE);
        String third = bridge.account(2);
        adding(third, "with-consent");
        JsonNode asked = accepted("{'command': 'add-contact', 'contact': '%s'}".formatted(third));
        assertThat(asked.at("/data/consentNeeded")).isEqualTo(BooleanNode.TRUE);
        adding(third, "nobody");
        JsonNode refused = run("{'command': 'add-contact', 'contact': '%s'}".formatted(third));
        assertThat(refused.path("outcome").asText()).isEqualTo("rejected");
        assertThat(refused.path("code").intValue()).isEqualTo(3);
    }

    @Test
    void answerRequestGivesTheAnswerAndTheWords() throws Exception {
        accepted(
                "{'command': 'answer-request', 'contact': '560000003', 'answer': 'ask', 'words': '我'}");
        JsonNode sent = carriedOut("Ack_AddToList");
        assertThat(sent.path("answer").intValue()).isEqualTo(2);
        assertThat(sent.path("words").asText()).isEqualTo("我");
    }

    @Test
    void removeContactRemovesAndTheGatewaysRefusalComesWithItsCode() throws Exception {
        accepted("{'command': 'remove-contact', 'contact': '560000002'}");
        JsonNode again = run("{'command': 'remove-contact', 'contact': '560000002'}");
        assertThat(again.path("outcome").asText()).isEqualTo("rejected");
        assertThat(again.path("code").intValue()).isPositive();
        assertThat(again.path("reason").asText()).contains("RES=");
    }

    @Test
    void changeStateChangesWhatOthersSee() throws Exception {
        accepted("{'command': 'change-state', 'state': 'busy'}");
        assertThat(bridge.control().get("/accounts/" + account).path("state").intValue())
                .isEqualTo(30);
        JsonNode no = run("{'command': 'change-state', 'state': 'call-me'}");
        assertThat(no.path("outcome").asText()).isEqualTo("rejected");
        assertThat(no.path("reason").asText()).contains("call-me");
        accepted("{'command': 'change-state', 'state': 'online'}");
    }

    @Test
    void getProfileTellsAsMuchAsIsAskedFor() throws Exception {
        JsonNode brief =
                accepted("{'command': 'get-profile', 'contact': '560000001', 'detail': 'short'}");
        JsonNode full =
                accepted("{'command': 'get-profile', 'contact': 560000001, 'detail': 'full'}");
        assertThat(brief.at("/data/contact").asText()).isEqualTo(CONTACT);
        assertThat(brief.at("/data/profile").size())
                .isBetween(3, full.at("/data/profile").size() - 1);
        assertThat(full.at("/data/profile/about").asText()).contains("\r\n100% & more");
    }

    @Test
    void listsTellContactsAndWhoIsOnline() throws Exception {
        JsonNode contacts = accepted("{'command': 'list-contacts'}").at("/data/contacts");
        assertThat(contacts).extracting(JsonNode::asText).contains(CONTACT);
        JsonNode presence = accepted("{'command': 'query-presence'}").at("/data/presence");
        assertThat(presence)
                .extracting(person -> person.path("contact").asText())
                .contains(CONTACT);
        assertThat(presence.get(0).path("state").asText()).isNotEmpty();
    }

    @Test
    void searchFindsPeople() throws Exception {
        JsonNode people = accepted("{'command': 'search', 'age': '', 'sex': 1}").at("/data/people");
        assertThat(people.isArray()).isTrue();
        assertThat(people).allMatch(person -> !person.path("contact").asText().isEmpty());
    }

    @Test
    void logoutStaysOutAndLoginComesBack() throws Exception {
        String third = bridge.account(2);
        bridge.run(third, "{\"command\": \"logout\"}");
        assertThat(bridge.control().get("/accounts/" + third).path("online").booleanValue())
                .isFalse();
        JsonNode no = bridge.run(third, "{\"command\": \"list-contacts\"}");
        assertThat(no.path("outcome").asText()).isEqualTo("rejected");
        assertThat(no.path("reason").asText()).contains("stopped");
        assertThat(bridge.run(third, "{\"command\": \"login\"}").path("outcome").asText())
                .isEqualTo("accepted");
        assertThat(bridge.control().get("/accounts/" + third).path("online").booleanValue())
                .isTrue();
    }

    @Test
    void aCommandIsKnownByItsOwnIdWhereItHasOne() throws Exception {
        bridge.send(
                account,
                "{\"command\": \"list-contacts\"}".getBytes(StandardCharsets.UTF_8),
                Map.of("ce_id", "命令 №1".getBytes(StandardCharsets.UTF_8)));
        assertThat(bridge.resultOf("命令 №1").header("ce_id")).isEqualTo("命令 №1-result");
    }

    @Test
    void theAccountMayStandInTheValueInstead() throws Exception {
        String id =
                bridge.send(
                        null,
                        "{\"command\": \"list-contacts\", \"account\": \"%s\"}".formatted(account));
        assertThat(bridge.resultOf(id).key()).isEqualTo(account);
    }

    @Test
    void aCommandWhoseTimeHasPassedIsNotSent() throws Exception {
        JsonNode result =
                run(
                        "{'command': 'send-message', 'to': '560000001', 'text': 'too late',"
                                + " 'expiresAt': '%s'}".formatted(Instant.now().minusSeconds(1)));
        assertThat(result.path("outcome").asText()).isEqualTo("expired");
        assertThat(bridge.control().commands(account))
                .noneMatch(sent -> sent.path("text").asText().equals("too late"));
        accepted(
                "{'command': 'send-message', 'to': '560000001', 'text': 'in time', 'expiresAt':"
                        + " '2100-01-01T00:00:00+08:00'}");
    }

    @Test
    void theCommandsOfAnAccountAreCarriedOutInOrderAndEachOnce() throws Exception {
        List<String> texts = IntStream.range(0, 100).mapToObj(i -> "order " + i).toList();
        String last = "";
        for (String text : texts) {
            last =
                    bridge.send(
                            other,
                            "{\"command\": \"send-message\", \"to\": \"560000001\", \"text\": \"%s\"}"
                                    .formatted(text));
        }
        bridge.resultOf(last);
        assertThat(bridge.control().commands(other))
                .filteredOn(sent -> sent.path("text").asText().startsWith("order"))
                .extracting(sent -> sent.path("text").asText())
                .isEqualTo(texts);
    }

    @Test
    void aCommandThatGetsNoAnswerIsUnknownAndKept() throws Exception {
        String third = bridge.account(2);
        bridge.awaitOnline(third);
        bridge.control()
                .put(
                        "/faults",
                        "[{\"kind\": \"lost\", \"command\": \"CLTMSG\", \"account\": \"%s\"}]"
                                .formatted(third));
        String json = "{\"command\": \"send-message\", \"to\": \"560000001\", \"text\": \"once\"}";
        String id = bridge.send(third, json);
        JsonNode result = bridge.resultOf(id).json();
        bridge.control().delete("/faults");
        assertThat(result.path("outcome").asText()).isEqualTo("unknown");
        assertThat(bridge.control().commands(third))
                .filteredOn(sent -> sent.path("text").asText().equals("once"))
                .as("the gateway knows the SEQ again")
                .hasSize(1);
        Seen dead =
                bridge.await(EventKind.DEAD, letter -> id.equals(letter.header("ce_causationid")));
        assertThat(dead.bytes()).asString().isEqualTo(json);
    }

    private JsonNode run(String json) throws InterruptedException {
        return bridge.run(account, json.replace('\'', '"'));
    }

    private JsonNode accepted(String json) throws InterruptedException {
        JsonNode result = run(json);
        assertThat(result.path("outcome").asText()).as("%s", result).isEqualTo("accepted");
        return result;
    }

    private void adding(String uin, String who) {
        bridge.control()
                .put("/people/%s/adding".formatted(uin), "{\"adding\": \"%s\"}".formatted(who));
    }

    /** The latest command of this name that the gateway carried out for the account. */
    private JsonNode carriedOut(String command) {
        JsonNode last = null;
        for (JsonNode each : bridge.control().commands(account)) {
            if (each.path("command").asText().equalsIgnoreCase(command)) {
                last = each;
            }
        }
        if (last == null) {
            throw new AssertionError("no " + command);
        }
        return last;
    }
}
