package io.qqbridge.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.qqbridge.protocol.Answer.Reply;
import io.qqbridge.protocol.Message;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.List;

/** Accounts that write to each other. */
class MessagesTest {
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
    void whatOneAccountWritesTheOtherReads() throws Exception {
        TestClient anna = gateway.loggedIn(0);
        TestClient bert = gateway.loggedIn(1);
        String nasty = "你好 & 100%, 1+1=2\r\nCMD=Logout 😀%2c ";

        assertThat(anna.send(bert.uin, nasty)).isEqualTo(new Reply.Done());
        assertThat(anna.send(bert.uin, "")).isEqualTo(new Reply.Done());

        assertThat(bert.poll())
                .containsExactly(
                        new Message(Message.USER, anna.uin, nasty),
                        new Message(Message.USER, anna.uin, ""));
        assertThat(bert.poll()).isEmpty();
    }

    @Test
    void aMessageWaitsForAnAccountThatIsNotThere() throws Exception {
        TestClient anna = gateway.loggedIn(0);
        anna.send("10002", "later");

        assertThat(gateway.loggedIn(1).poll())
                .containsExactly(new Message(Message.USER, anna.uin, "later"));
    }

    @Test
    void aNumberThatNobodyHasCannotBeWrittenTo() throws Exception {
        assertThat(gateway.loggedIn(0).send("424242", "hello?")).isEqualTo(new Reply.Failed(2));
    }

    @Test
    void aSimulatedContactCanBeWrittenTo() throws Exception {
        TestClient anna = gateway.loggedIn(0);

        assertThat(anna.send("560000001", "hi")).isEqualTo(new Reply.Done());
        assertThat(anna.poll()).as("it answers only when chatter is on").isEmpty();
    }

    @Test
    void oneAnswerHandsOverAHundredMessagesAtMost() throws Exception {
        TestClient anna = gateway.loggedIn(0);
        for (int i = 0; i < 101; i++) {
            anna.send(anna.uin, "number " + i);
        }

        List<Message> first = anna.poll();
        assertThat(first).hasSize(100);
        assertThat(first.get(99).text()).isEqualTo("number 99");
        assertThat(anna.poll()).containsExactly(new Message(9, anna.uin, "number 100"));
    }

    @Test
    void longTextsMakeNoEndlessAnswer() throws Exception {
        TestClient anna = gateway.loggedIn(0);
        for (int i = 0; i < 3; i++) {
            anna.send(anna.uin, "x".repeat(200_000));
        }

        assertThat(anna.poll()).hasSize(2);
        assertThat(anna.poll()).hasSize(1);
    }

    @Test
    void theOldestMessageFallsOutOfAFullMailbox() {
        Mailbox mailbox = new Mailbox();
        for (int i = 0; i < Mailbox.ROOM; i++) {
            assertThat(mailbox.put(new Message(9, "1", "m" + i))).isTrue();
        }

        assertThat(mailbox.put(new Message(9, "1", "one more"))).isFalse();
        assertThat(mailbox.size()).isEqualTo(Mailbox.ROOM);
        assertThat(mailbox.take().getFirst().text()).isEqualTo("m1");
    }
}
