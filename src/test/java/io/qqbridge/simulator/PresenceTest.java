package io.qqbridge.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.qqbridge.protocol.Answer.Reply;
import io.qqbridge.protocol.Message;
import io.qqbridge.protocol.Request.Command;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;

/** State changes, as contacts see them. */
class PresenceTest {
    private TestGateway gateway;
    private TestClient anna;
    private TestClient bert;

    @BeforeEach
    void start() throws Exception {
        gateway = new TestGateway();
        anna = gateway.loggedIn(0);
        bert = gateway.loggedIn(1);
        gateway.control("PUT", "/people/10002/adding", "{\"adding\": \"anybody\"}");
        anna.say(new Command.AddToList(bert.uin));
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void aChangedStateReachesTheContacts() throws Exception {
        anna.say(new Command.ChangeStat(30));
        anna.say(new Command.ChangeStat(30));
        anna.say(new Command.ChangeStat(10));

        assertThat(bert.poll()).containsExactly(stateOfAnna("30"), stateOfAnna("10"));
    }

    @Test
    void whoIsInvisibleLooksOffline() throws Exception {
        anna.say(new Command.ChangeStat(40));

        assertThat(bert.poll()).containsExactly(stateOfAnna("20"));
        var online = (Reply.OnlineContacts) bert.say(new Command.QueryStat(50, "0"));
        assertThat(online.contacts()).noneMatch(contact -> contact.uin().equals(anna.uin));
    }

    @Test
    void comingAndGoingReachTheContacts() throws Exception {
        anna.say(new Command.Logout());
        anna.login();

        assertThat(bert.poll()).containsExactly(stateOfAnna("20"), stateOfAnna("10"));
    }

    @Test
    void whoFallsSilentIsSeenToGo() throws Exception {
        gateway.clock.move(Duration.ofSeconds(200));
        assertThat(bert.poll()).isEmpty();
        gateway.clock.move(Duration.ofSeconds(200));

        assertThat(bert.poll()).containsExactly(stateOfAnna("20"));
    }

    @Test
    void aSimulatedContactIsSeenToComeAndGo() throws Exception {
        gateway.control("POST", "/contacts/560000001/state", "{\"state\": 50}");
        gateway.control("POST", "/contacts/560000001/state", "{\"state\": 20}");

        assertThat(anna.poll())
                .containsExactly(
                        new Message(Message.SYSTEM, "560000001", "50"),
                        new Message(Message.SYSTEM, "560000001", "20"));
        assertThat(bert.poll()).isEmpty();
    }

    @Test
    void aStateThatNobodyKnowsIsRefused() throws Exception {
        assertThat(anna.say(new Command.ChangeStat(11))).isEqualTo(new Reply.Failed(1));
        assertThat(bert.poll()).isEmpty();
    }

    private Message stateOfAnna(String state) {
        return new Message(Message.SYSTEM, anna.uin, state);
    }
}
