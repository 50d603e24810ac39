package io.qqbridge.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;

import io.qqbridge.protocol.Answer.Reply;
import io.qqbridge.protocol.Message;
import io.qqbridge.protocol.Request.Command;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What can be seen and done from outside. */
class ControlTest {
    private TestGateway gateway;

    @BeforeEach
    void start() throws Exception {
        gateway = new TestGateway();
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void anAccountShowsHowItIs() throws Exception {
        TestClient anna = gateway.loggedIn(0);
        anna.say(new Command.ChangeStat(40));
        anna.send(anna.uin, "hi");

        assertThat(gateway.control("/accounts")).hasSize(3);
        JsonNode account = gateway.control("/accounts/10001");
        assertThat(account.get("online").asBoolean()).isTrue();
        assertThat(account.get("session").asText()).isEqualTo("client");
        assertThat(account.get("state").asInt()).isEqualTo(20);
        assertThat(account.get("chosenState").asInt()).isEqualTo(40);
        assertThat(account.get("queued").asInt()).isEqualTo(1);
        assertThat(account.get("contacts")).hasSize(5);
        assertThat(account.get("logins").asInt()).isEqualTo(1);
        assertThat(account.get("lastLogin").asText()).isEqualTo("2007-06-01T08:00:00Z");
    }

    @Test
    void aMessageCanBePutIntoAnAccountsQueue() throws Exception {
        gateway.control(
                "POST", "/accounts/10001/messages", "{\"from\": \"560000001\", \"text\": \"早\"}");
        gateway.control(
                "POST",
                "/accounts/10001/messages",
                "{\"from\": \"10000\", \"text\": \"x\", \"type\": 77}");

        assertThat(gateway.loggedIn(0).poll())
                .containsExactly(new Message(9, "560000001", "早"), new Message(77, "10000", "x"));
    }

    @Test
    void aSupplyIsThereWheneverSomebodyAsks() throws Exception {
        gateway.control("PUT", "/supply", "{\"messages\": 3}");
        TestClient anna = gateway.loggedIn(0);
        assertThat(anna.poll()).hasSize(3);
        assertThat(anna.poll())
                .extracting(Message::text)
                .containsExactly("supplied message 4", "supplied message 5", "supplied message 6");

        gateway.control("PUT", "/supply", "{\"messages\": 3, \"share\": 0}");
        assertThat(anna.poll()).isEmpty();
    }

    @Test
    void aListOfMessagesIsQueuedInItsOrderOrNotAtAll() throws Exception {
        gateway.control(
                "POST",
                "/accounts/10001/messages",
                "[{\"from\": \"4711\", \"text\": \"one\"}, {\"from\": \"4711\", \"text\": \"two\"}]");
        gateway.control(
                "POST",
                "/accounts/10001/messages",
                "[{\"from\": \"4711\", \"text\": \"three\"}, {\"from\": \"4711\"}]");

        assertThat(gateway.loggedIn(0).poll())
                .containsExactly(new Message(9, "4711", "one"), new Message(9, "4711", "two"));
    }

    @Test
    void theCommandsThatChangedSomethingAreListedInOrder() throws Exception {
        TestClient anna = gateway.loggedIn(0);
        anna.say("5", new Command.CltMsg("10002", "一"));
        anna.say("5", new Command.CltMsg("10002", "一"));
        anna.say("6", new Command.CltMsg("424242", "nobody"));
        anna.poll();
        anna.say("7", new Command.AckAddToList("10002", 2, "please"));

        JsonNode log = gateway.control("/accounts/10001/commands");

        assertThat(log.get("total").asInt()).isEqualTo(3);
        assertThat(log.get("commands").get(1).toString())
                .isEqualTo(
                        "{\"number\":2,\"seq\":\"5\",\"command\":\"CLTMSG\","
                                + "\"to\":\"10002\",\"text\":\"一\"}");
        assertThat(log.get("commands").get(2).toString())
                .isEqualTo(
                        "{\"number\":3,\"seq\":\"7\",\"command\":\"Ack_AddToList\","
                                + "\"contact\":\"10002\",\"answer\":2,\"words\":\"please\"}");
    }

    @Test
    void anAccountCanBeToldToRefuse() throws Exception {
        gateway.control(
                "PUT", "/accounts/10001/login", "{\"answer\": \"refuse\", \"reason\": \"维护\"}");
        assertThat(gateway.client("10001").login()).isEqualTo(new Reply.LoginRefused("维护"));

        gateway.control("PUT", "/accounts/10001/login", "{\"answer\": \"captcha\"}");
        assertThat(gateway.client("10001").login()).isInstanceOf(Reply.Challenge.class);

        gateway.control("PUT", "/accounts/10001/login", "{\"answer\": \"accept\"}");
        assertThat(gateway.client("10001").login()).isInstanceOf(Reply.LoggedIn.class);
    }

    @Test
    void aTakeoverCanComeAgain() throws Exception {
        TestClient anna = gateway.loggedIn(0);
        gateway.control("POST", "/accounts/10001/takeover", "{\"times\": 5, \"everySeconds\": 1}");
        anna.login();

        await().untilAsserted(
                        () ->
                                assertThat(anna.say(new Command.GetMsgEx()))
                                        .isEqualTo(new Reply.NotLoggedIn()));
    }

    @Test
    void theStatsCountWhatHappened() throws Exception {
        TestClient anna = gateway.loggedIn(0);
        anna.send(anna.uin, "hi");
        anna.poll();
        gateway.post("nonsense");

        JsonNode stats = gateway.control("/stats");

        assertThat(stats.get("requests").asInt()).isEqualTo(4);
        assertThat(stats.get("requestsByCommand").toString())
                .isEqualTo("{\"Login\":1,\"GetMsgEx\":1,\"CLTMSG\":1}");
        assertThat(stats.get("malformed").asInt()).isEqualTo(1);
        assertThat(stats.get("messagesQueued").asInt()).isEqualTo(1);
        assertThat(stats.get("messagesHandedOver").asInt()).isEqualTo(1);
        assertThat(stats.get("messagesDropped").asInt()).isZero();
        assertThat(stats.get("accountsOnline").asInt()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PUT | /faults | [{'kind': 'fire'}] | No fault of kind \"fire\"; there are slow,",
                "PUT | /faults | [{'kind': 'slow', 'sare': 1}] | Unknown key \"sare\"; known are",
                "PUT | /faults | [{'kind': 'slow', 'share': 2}] | \"share\" must be a number from",
                "PUT | /faults | [{'kind': 'slow', 'command': 'Fly'}] | No command \"Fly\"",
                "PUT | /faults | [{'kind': 'slow', 'account': '5'}] | \"account\" is no account",
                "PUT | /faults | [{'kind': 'slow', 'times': 0}] | \"times\" must be an integer",
                "PUT | /faults | {} | A JSON list is wanted",
                "PUT | /faults | [{ | The body is no JSON:",
                "POST | /accounts/10001/messages | [] | A JSON object with from, text, type is",
                "POST | /accounts/10001/messages | {'from': 1} | \"from\" must be a string",
                "POST | /accounts/10001/messages | {'from': '1', 'text': '\\ud800'} | not Unicode",
                "PUT | /accounts/10001/login | {'answer': 'dance'} | \"answer\" must be accept,",
                "POST | /contacts/560000001/state | {'state': 'x'} | \"state\" must be an integer",
                "PUT | /people/10001/adding | {'adding': 'x'} | \"adding\" must be anybody,",
                "PUT | /supply | {'messages': 101} | \"messages\" must be an integer from 0 to 100",
                "PUT | /chatter | {'perSecond': -1} | \"perSecond\" must be a number from 0"
            })
    void aBadRequestIsToldWhatIsWrongWithIt(String method, String path, String body, String message)
            throws Exception {
        var answer = gateway.controlExchange(method, path, body.replace('\'', '"'));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body().replace("\\\"", "\"")).contains(message);
        assertThat(gateway.control("/faults")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /nowhere, there are: GET /accounts",
        "DELETE, /accounts, another method is wanted",
        "GET, /accounts/5, Nobody has the number 5",
        "GET, /accounts/560000001, is a contact",
        "GET, /contacts/10001, is an account"
    })
    void anUnknownPathOrNumberIsNotFound(String method, String path, String message)
            throws Exception {
        var answer = gateway.controlExchange(method, path, "");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains(message);
    }
}
