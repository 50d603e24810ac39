package io.qqbridge.gateway.tqq;

import io.qqbridge.event.DeadLetter;
import io.qqbridge.event.Event;
import io.qqbridge.gateway.Account;
import io.qqbridge.gateway.Gateway;
import io.qqbridge.gateway.Marks;
import io.qqbridge.gateway.Session;
import io.qqbridge.gateway.Time;
import io.qqbridge.gateway.Transport;
import io.qqbridge.protocol.Answer;
import io.qqbridge.protocol.Answer.Reply;
import io.qqbridge.protocol.Decoded;

import java.time.Instant;
import java.util.List;

/** The QQ HTTP gateway behind one URL. */
public final class TqqGateway implements Gateway {
    private final Transport transport;
    private final Dialect dialect;
    private final Marks marks;
    private final Time time;

    /**
     * @param marks gives {@code SEQ} to everything but commands
     */
    public TqqGateway(Transport transport, Dialect dialect, Marks marks, Time time) {
        this.transport = transport;
        this.dialect = dialect;
        this.marks = marks;
        this.time = time;
    }

    @Override
    public Session session(Account account) {
        return new TqqSession(
                account, new RoundTrip(transport, dialect, account), marks, dialect, time);
    }

    @Override
    public List<Event> read(String account, byte[] answer, Instant receivedAt) {
        return switch (Answer.decode(answer)) {
            case Decoded.Good<Answer>(
                            Answer(var v, var c, var s, var u, Reply.Messages messages)) ->
                    new Incoming(account, dialect).events(messages.messages(), receivedAt);
            case Decoded.Good<Answer> other ->
                    List.of(
                            DeadLetter.ofAnswer(
                                    account, answer, "it brings no messages", receivedAt));
            case Decoded.Malformed<Answer> malformed ->
                    List.of(DeadLetter.ofAnswer(account, answer, malformed.why(), receivedAt));
        };
    }
}
