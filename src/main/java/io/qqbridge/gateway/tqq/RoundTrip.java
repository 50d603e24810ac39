package io.qqbridge.gateway.tqq;

import io.qqbridge.gateway.Account;
import io.qqbridge.gateway.Transport;
import io.qqbridge.protocol.Answer;
import io.qqbridge.protocol.Answer.Reply;
import io.qqbridge.protocol.Cmd;
import io.qqbridge.protocol.Decoded;
import io.qqbridge.protocol.Request;

import java.io.IOException;

/**
 * One request of an account and its answer, which must be an answer to that very request. What
 * comes back never contains the password's MD5.
 */
final class RoundTrip {
    private final Transport transport;
    private final Dialect dialect;
    private final Account account;
    private final Echo echo;

    RoundTrip(Transport transport, Dialect dialect, Account account) {
        this.transport = transport;
        this.dialect = dialect;
        this.account = account;
        this.echo = new Echo(account.secret());
    }

    /** What came of a request. */
    sealed interface Outcome {
        /** The gateway's reply, and the bytes that it came in. */
        record Replied(Reply reply, byte[] answer) implements Outcome {}

        /** Bytes that are no answer to this request. */
        record Unreadable(byte[] answer, String reason) implements Outcome {}

        /** The gateway has seen nothing. */
        record NotSent(String reason) implements Outcome {}

        /** The gateway may have seen it. */
        record Unanswered(String reason) implements Outcome {}
    }

    Outcome ask(Request.Command command, String seq) {
        byte[] request = new Request(dialect.version(), seq, account.uin(), command).encode();
        byte[] line;
        try {
            line = echo.hiddenIn(transport.post(request));
        } catch (Transport.NotSentException e) {
            return new Outcome.NotSent(reason(e));
        } catch (Transport.TooLargeException e) {
            return new Outcome.Unreadable(new byte[0], reason(e));
        } catch (IOException e) {
            return new Outcome.Unanswered(reason(e));
        }
        return switch (Answer.decode(line)) {
            case Decoded.Malformed<Answer> malformed ->
                    new Outcome.Unreadable(line, malformed.why());
            case Decoded.Good<Answer> good -> checked(good.value(), command.cmd(), seq, line);
        };
    }

    /** An HTTP library may repeat what it could not read. */
    private String reason(IOException e) {
        return echo.hiddenIn(String.valueOf(e.getMessage()));
    }

    /** {@code SEQ=-1} and empty fields occur in answers [S]; another account's never. */
    private Outcome checked(Answer answer, Cmd asked, String seq, byte[] line) {
        if (answer.reply() instanceof Reply.UnknownVersion) {
            return new Outcome.Replied(answer.reply(), line);
        }
        if (Cmd.find(answer.cmd()) != asked
                && !(answer.reply() instanceof Reply.Challenge)
                && !(asked == Cmd.VERIFY_CODE && answer.reply() instanceof Reply.LoggedIn)) {
            return new Outcome.Unreadable(
                    line, "it answers another command than " + asked.inRequest());
        }
        if (!answer.seq().isEmpty() && !answer.seq().equals("-1") && !answer.seq().equals(seq)) {
            return new Outcome.Unreadable(line, "its SEQ is not the one that was sent");
        }
        if (!answer.uin().isEmpty() && !answer.uin().equals(account.uin())) {
            return new Outcome.Unreadable(line, "its UIN is another account's");
        }
        return new Outcome.Replied(answer.reply(), line);
    }
}
