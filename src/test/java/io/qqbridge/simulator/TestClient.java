package io.qqbridge.simulator;

import io.qqbridge.protocol.Answer;
import io.qqbridge.protocol.Answer.Reply;
import io.qqbridge.protocol.Decoded;
import io.qqbridge.protocol.Message;
import io.qqbridge.protocol.Request;
import io.qqbridge.protocol.Request.Command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A well-behaved client of one account: a new SEQ for each command. */
final class TestClient {
    /** MD5 of "demo". */
    static final String PASSWORD = "fe01ce2a7fbac8fafaed7c982a04e229";

    final String uin;
    private final TestGateway gateway;
    private int seq = 100;

    TestClient(TestGateway gateway, String uin) {
        this.gateway = gateway;
        this.uin = uin;
    }

    Reply login() throws IOException, InterruptedException {
        return say(new Command.Login(PASSWORD, "TEST"));
    }

    Reply say(Command command) throws IOException, InterruptedException {
        return say(Integer.toString(seq++), command);
    }

    Reply say(String withSeq, Command command) throws IOException, InterruptedException {
        return answerTo(withSeq, command).reply();
    }

    Answer answerTo(String withSeq, Command command) throws IOException, InterruptedException {
        byte[] line = gateway.exchange(line(withSeq, command)).body();
        return switch (Answer.decode(line)) {
            case Decoded.Good<Answer>(Answer answer) -> answer;
            case Decoded.Malformed<Answer> malformed ->
                    throw new AssertionError(
                            malformed.why() + ": " + new String(line, StandardCharsets.UTF_8));
        };
    }

    String line(String withSeq, Command command) {
        return new String(
                new Request("1.1", withSeq, uin, command).encode(), StandardCharsets.UTF_8);
    }

    List<Message> poll() throws IOException, InterruptedException {
        return ((Reply.Messages) say(new Command.GetMsgEx())).messages();
    }

    Reply send(String to, String text) throws IOException, InterruptedException {
        return say(new Command.CltMsg(to, text));
    }
}
