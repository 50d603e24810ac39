package io.qqbridge.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.qqbridge.protocol.Answer.Reply;
import io.qqbridge.protocol.Message;
import io.qqbridge.protocol.Request.Command;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A request sent twice is carried out once. */
class ReplayTest {
    private TestGateway gateway;
    private TestClient anna;

    @BeforeEach
    void start() throws Exception {
        gateway = new TestGateway();
        anna = gateway.loggedIn(0);
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void aMessageSentTwiceArrivesOnce() throws Exception {
        String line = anna.line("7", new Command.CltMsg("10002", "once"));

        assertThat(gateway.post(line)).isEqualTo(gateway.post(line));

        assertThat(gateway.loggedIn(1).poll()).hasSize(1);
        assertThat(gateway.control("/stats").get("answersReplayed").asInt()).isEqualTo(1);
    }

    @Test
    void aPollSentTwiceHandsOverTheSameMessages() throws Exception {
        anna.send(anna.uin, "一");
        String poll = anna.line("7", new Command.GetMsgEx());
        String first = gateway.post(poll);
        anna.send(anna.uin, "二");

        assertThat(first).contains("一");
        assertThat(gateway.post(poll)).isEqualTo(first);
        assertThat(anna.poll()).containsExactly(new Message(9, anna.uin, "二"));
    }

    @Test
    void theSameSeqOfAnotherCommandOrAccountIsSomethingElse() throws Exception {
        TestClient bert = gateway.loggedIn(1);

        assertThat(anna.say("7", new Command.CltMsg(bert.uin, "from anna")))
                .isEqualTo(new Reply.Done());
        assertThat(bert.say("7", new Command.CltMsg(anna.uin, "from bert")))
                .isEqualTo(new Reply.Done());
        assertThat(anna.say("7", new Command.GetMsgEx())).isInstanceOf(Reply.Messages.class);
        assertThat(bert.poll()).hasSize(1);
    }

    @Test
    void onlyTheLastOfACommandIsRemembered() throws Exception {
        String line = anna.line("7", new Command.CltMsg("10002", "twice"));
        gateway.post(line);
        anna.say("8", new Command.GetMsgEx());
        gateway.post(line);
        anna.say("9", new Command.CltMsg("10002", "another"));
        gateway.post(line);

        assertThat(gateway.loggedIn(1).poll())
                .extracting(Message::text)
                .containsExactly("twice", "another", "twice");
    }

    @Test
    void whatWasDoneIsRememberedAcrossLogins() throws Exception {
        String line = anna.line("7", new Command.CltMsg("10002", "once"));
        gateway.post(line);
        anna.say(new Command.Logout());
        anna.login();

        gateway.post(line);

        assertThat(gateway.loggedIn(1).poll()).hasSize(1);
    }

    @Test
    void whatWasTurnedAwayIsDoneOnTheSecondTry() throws Exception {
        gateway.control("POST", "/accounts/10001/kick", "");
        assertThat(anna.say("7", new Command.CltMsg("10002", "hi")))
                .isEqualTo(new Reply.NotLoggedIn());
        anna.login();

        assertThat(anna.say("7", new Command.CltMsg("10002", "hi"))).isEqualTo(new Reply.Done());
        assertThat(gateway.loggedIn(1).poll()).hasSize(1);
    }

    @Test
    void aLoginIsRepeatedWithinItsSessionAndMadeAnewAfterIt() throws Exception {
        String login = anna.line("7", new Command.Login(TestClient.PASSWORD, "X"));
        gateway.post(login);
        gateway.post(login);
        assertThat(gateway.control("/accounts/10001").get("logins").asInt()).isEqualTo(2);

        gateway.control("POST", "/accounts/10001/takeover", "");
        gateway.post(login);

        assertThat(gateway.control("/accounts/10001").get("logins").asInt()).isEqualTo(3);
        assertThat(anna.poll()).isEmpty();
    }

    @Test
    void aRefusedLoginIsTriedAnewUnderTheSameSeq() throws Exception {
        assertThat(anna.say("7", new Command.Login("0".repeat(32), "X")))
                .isInstanceOf(Reply.LoginRefused.class);
        assertThat(anna.say("7", new Command.Login(TestClient.PASSWORD, "X")))
                .isInstanceOf(Reply.LoggedIn.class);
    }

    @Test
    void aLogoutSentTwiceSucceedsTwice() throws Exception {
        assertThat(anna.say("7", new Command.Logout())).isEqualTo(new Reply.Done());
        assertThat(anna.say("7", new Command.Logout())).isEqualTo(new Reply.Done());
        assertThat(anna.say("8", new Command.Logout())).isEqualTo(new Reply.NotLoggedIn());

        anna.login();
        assertThat(anna.say("7", new Command.Logout())).isEqualTo(new Reply.Done());
        assertThat(gateway.control("/accounts/10001").get("online").asBoolean()).isFalse();
    }

    @Test
    void anEmptySeqMarksNothing() throws Exception {
        anna.say("", new Command.CltMsg("10002", "a"));
        anna.say("", new Command.CltMsg("10002", "b"));

        assertThat(gateway.loggedIn(1).poll()).hasSize(2);
    }

    @Test
    void theReplayCanBeTurnedOff() throws Exception {
        try (TestGateway forgetful = new TestGateway(TestGateway.SILENT.withReplaySeq(false))) {
            TestClient bert = forgetful.loggedIn(0);
            bert.say("7", new Command.CltMsg(bert.uin, "twice"));
            bert.say("7", new Command.CltMsg(bert.uin, "twice"));

            assertThat(bert.poll()).hasSize(2);
        }
    }
}
