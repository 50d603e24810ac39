package io.qqbridge.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;

import io.qqbridge.app.Key;
import io.qqbridge.event.EventKind;
import io.qqbridge.testing.BridgeTest;
import io.qqbridge.testing.KafkaForTests;
import io.qqbridge.testing.Ports;
import io.qqbridge.testing.RunningBridge;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What a person who knows the token does to a running bridge. */
@BridgeTest
class ConsoleActsTest {
    private final RunningBridge bridge;
    private final ConsoleClient console;

    ConsoleActsTest(KafkaForTests kafka) throws Exception {
        int port = Ports.free();
        bridge =
                RunningBridge.on(kafka)
                        .gateway(options -> options.withAccounts(4).withCaptcha(1))
                        .configuring(4)
                        .setting(Key.MANAGEMENT_PORT, Integer.toString(port))
                        .setting(Key.CONSOLE_TOKEN, ConsoleClient.TOKEN)
                        .setting(Key.CONSOLE_TEXTS, "true")
                        .start();
        console = new ConsoleClient(port);
        bridge.awaitOnline(bridge.account(0), bridge.account(1), bridge.account(2));
    }

    @AfterAll
    void stop() {
        bridge.close();
    }

    private void act(String alias, String action, String body) {
        assertThat(console.act("accounts/%s/%s".formatted(alias, action), body).statusCode())
                .isEqualTo(202);
    }

    private void awaitState(String alias, String state) {
        await().until(
                        () ->
                                console.get("accounts/" + alias)
                                        .path("row")
                                        .path("state")
                                        .asText()
                                        .equals(state));
    }

    @Test
    void pausedMessagesWaitAtTheGatewayAndTheAccountStaysOnline() {
        String account = bridge.account(0);
        act("account-1", "pause", "{}");
        awaitState("account-1", "paused");
        bridge.control().message(account, "560000001", "later");
        JsonNode there = bridge.control().get("/accounts/" + account);
        assertThat(there.path("online").asBoolean()).isTrue();
        assertThat(there.path("queued").asInt()).isEqualTo(1);

        act("account-1", "resume", "{}");

        awaitState("account-1", "online");
        bridge.await(EventKind.MESSAGE, message -> message.text("text").equals("later"));
    }

    @Test
    void anAccountIsLoggedOutAndIn() {
        act("account-2", "logout", "{}");
        awaitState("account-2", "stopped");
        assertThat(
                        bridge.control()
                                .get("/accounts/" + bridge.account(1))
                                .path("online")
                                .asBoolean())
                .isFalse();

        act("account-2", "login", "{}");

        awaitState("account-2", "online");
    }

    @Test
    void aCaptchaIsShownAndAnswered() {
        awaitState("account-4", "challenged");
        String first = console.get("accounts/account-4").path("picture").asText();
        assertThat(first).startsWith("data:image/bmp;base64,");
        act("account-4", "captcha", "{\"answer\": \"wrong\"}");
        await().until(
                        () -> {
                            String now = console.get("accounts/account-4").path("picture").asText();
                            return !now.isEmpty() && !now.equals(first);
                        });
        awaitState("account-4", "challenged");

        String text =
                bridge.control().get("/accounts/" + bridge.account(3)).path("captcha").asText();
        act("account-4", "captcha", "{\"answer\": \" %s \"}".formatted(text));

        awaitState("account-4", "online");
        assertThat(console.get("accounts/account-4").has("picture")).isFalse();
    }

    @Test
    void aDeadLetterIsReplayedOnce() throws Exception {
        String missing = "24259999";
        bridge.send(missing, "{\"command\": \"list-contacts\"}");
        bridge.await(EventKind.DEAD, letter -> letter.key().equals(missing));
        JsonNode letter =
                await().until(
                                () -> console.get("dead-letters").path(0),
                                found -> !found.isMissingNode());
        assertThat(letter.path("reason").asText()).contains("not in the configuration");
        assertThat(letter.path("text").asText()).isEqualTo("{\"command\": \"list-contacts\"}");
        assertThat(letter.path("stays").asText()).isEmpty();
        String place = "{\"place\": \"%s\"}".formatted(letter.path("place").asText());

        assertThat(console.act("dead-letters/replay", place).statusCode()).isEqualTo(202);

        bridge.await(EventKind.RESULT, 2, result -> result.key().equals(missing));
        var again = console.act("dead-letters/replay", place);
        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(again.body()).contains("it was replayed before");
        assertThat(console.act("dead-letters/replay", "{\"place\": \"0:999999\"}").body())
                .contains("there is no such letter");
    }

    @Test
    void whatHappensIsToldWithItsText() throws Exception {
        try (StreamReader stream = StreamReader.open(console.port())) {
            stream.await("tick", tick -> true);
            bridge.control()
                    .message(
                            bridge.account(2),
                            "560000001",
                            "<img src=x onerror=alert(1)>\u001b[31m\u202e");

            JsonNode told =
                    stream.await("tick", tick -> tick.path("events").toString().contains("<img"));

            assertThat(told.path("events").path(0).path("text").asText())
                    .isEqualTo(
                            "560000001: <img src=x onerror=alert(1)>\u27e8001B\u27e9[31m\u27e8202E\u27e9");
        }
    }
}
