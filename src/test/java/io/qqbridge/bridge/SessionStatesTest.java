package io.qqbridge.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.qqbridge.event.EventKind;
import io.qqbridge.testing.BridgeTest;
import io.qqbridge.testing.KafkaForTests;
import io.qqbridge.testing.RunningBridge;
import io.qqbridge.testing.Seen;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import java.util.List;

@BridgeTest
class SessionStatesTest {
    private final RunningBridge bridge;
    private final String kicked;
    private final String taken;
    private final String refused;
    private final String challenged;

    SessionStatesTest(KafkaForTests kafka) throws Exception {
        bridge =
                RunningBridge.on(kafka)
                        .gateway(options -> options.withAccounts(4).withRefusing(1).withCaptcha(1))
                        .start();
        kicked = bridge.account(0);
        taken = bridge.account(1);
        refused = bridge.account(2);
        challenged = bridge.account(3);
        bridge.awaitOnline(kicked, taken);
    }

    @AfterAll
    void stop() {
        bridge.close();
    }

    @Test
    void aRefusedLoginIsReportedAndNotTriedAgainUntilAskedFor() throws Exception {
        Seen refusal = awaitState(refused, "refused", 1);
        assertThat(refusal.text("was")).isEqualTo("connecting");
        assertThat(refusal.text("reason")).startsWith("the gateway refused the login");
        assertThat(refusal.text("next")).contains("login command");
        assertThat(loginsTried(refused)).isZero();

        meetLogins(refused, "accept");
        assertThat(bridge.run(refused, "{\"command\": \"login\"}").path("outcome").asText())
                .isEqualTo("accepted");
        awaitState(refused, "online", 1);
    }

    @Test
    void aChallengeWaitsForAPerson() throws Exception {
        Seen challenge = awaitState(challenged, "challenged", 1);
        assertThat(challenge.text("next")).contains("login command");
        meetLogins(challenged, "accept");
        bridge.run(challenged, "{\"command\": \"login\"}");
        assertThat(awaitState(challenged, "online", 1).text("was")).isEqualTo("connecting");
    }

    @Test
    void aKickedAccountComesBackByItself() {
        bridge.control().post("/accounts/%s/kick".formatted(kicked), "");
        awaitState(kicked, "online", 2);
        assertThat(statesOf(kicked)).startsWith("connecting", "online", "reconnecting", "online");
    }

    @Test
    void anAccountThatSomebodyElseKeepsTakingIsLeftToThem() {
        bridge.control()
                .post(
                        "/accounts/%s/takeover".formatted(taken),
                        "{\"times\": 30, \"everySeconds\": 1}");
        Seen change = awaitState(taken, "taken-over", 1);
        assertThat(change.json().path("attempts").intValue()).isEqualTo(3);
        assertThat(change.text("next")).contains("long pause");
        assertThat(bridge.control().get("/accounts/" + taken).path("logins").intValue())
                .isEqualTo(3);
    }

    private void meetLogins(String account, String answer) {
        bridge.control()
                .put(
                        "/accounts/%s/login".formatted(account),
                        "{\"answer\": \"%s\"}".formatted(answer));
    }

    private int loginsTried(String account) {
        return bridge.control().get("/accounts/" + account).path("logins").intValue();
    }

    private List<String> statesOf(String account) {
        return bridge.seen(EventKind.SESSION).stream()
                .filter(change -> change.key().equals(account))
                .map(change -> change.text("state"))
                .toList();
    }

    private Seen awaitState(String account, String state, int times) {
        return bridge.await(
                        EventKind.SESSION,
                        times,
                        change ->
                                change.key().equals(account) && change.text("state").equals(state))
                .get(times - 1);
    }
}
