package io.qqbridge.gateway.tqq;

import io.qqbridge.gateway.Marks;
import io.qqbridge.gateway.Session.Received;
import io.qqbridge.gateway.Time;
import io.qqbridge.protocol.Answer.Reply;
import io.qqbridge.protocol.Request;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Arrays;

/**
 * Asks for what one account has received. The gateway hands a message over once, so a question
 * stays open as long as its answer may be lost or is not safe yet: asked again with the same {@code
 * SEQ}, a gateway that replays gives the same answer.
 */
final class MessagePoll {
    /**
     * How often an answer is asked for that cannot be read, or instead of which an error is said.
     * Something on the way may have spoilt it; what the gateway itself says is the same each time.
     */
    private static final int TRIES = 8;

    private final RoundTrip roundTrip;
    private final Marks marks;
    private final Marks.Question question;
    private final Dialect dialect;
    private final Incoming incoming;
    private final Time time;

    /**
     * Whether the open question may have had an answer that never arrived; an earlier process may
     * have been the one that asked.
     */
    private boolean inDoubt;

    /** Whether the session was dropped since then, and the question is asked in the next. */
    private boolean renewed;

    /** How often in a row what came was no answer to the open question. */
    private int inVain;

    private byte @Nullable [] lastUnreadable;

    MessagePoll(
            RoundTrip roundTrip,
            Marks marks,
            Marks.Question question,
            Dialect dialect,
            Incoming incoming,
            Time time) {
        this.roundTrip = roundTrip;
        this.marks = marks;
        this.question = question;
        this.inDoubt = question.open() != 0;
        this.dialect = dialect;
        this.incoming = incoming;
        this.time = time;
    }

    /** As {@link io.qqbridge.gateway.Session#receive} says. */
    Received receive() {
        if (inDoubt && !dialect.replays()) {
            return closed(
                    new Received.Unreachable(
                            "an answer was on its way when the bridge ended, and it repeats none",
                            true));
        }
        long mark = question.open() == 0 ? marks.next() : question.open();
        if (!question.ask(mark)) {
            return new Received.NotAsked();
        }
        return received(mark, roundTrip.ask(new Request.Command.GetMsgEx(), Long.toString(mark)));
    }

    private Received received(long mark, RoundTrip.Outcome outcome) {
        return switch (outcome) {
            case RoundTrip.Outcome.Replied(Reply.Messages messages, byte[] answer) ->
                    messages.messages().isEmpty()
                            ? closed(new Received.Nothing())
                            : batch(mark, answer, messages);
            case RoundTrip.Outcome.Replied(Reply.NotLoggedIn no, byte[] answer) -> signedOut();
            case RoundTrip.Outcome.Replied(Reply.Failed failed, byte[] answer) ->
                    saidInstead("it answered RES=" + failed.res());
            case RoundTrip.Outcome.Replied other ->
                    saidInstead("it answered something else than was asked");
            case RoundTrip.Outcome.NotSent no -> new Received.Unreachable(no.reason(), false);
            case RoundTrip.Outcome.Unanswered no -> {
                if (!dialect.replays()) {
                    yield closed(new Received.Unreachable(no.reason(), true));
                }
                inDoubt = true;
                yield new Received.Unreachable(no.reason(), false);
            }
            case RoundTrip.Outcome.Unreadable no -> unreadable(mark, no);
        };
    }

    /**
     * The gateway, or something before it, has no answer. Where there may have been one it can
     * still be had by the same question, though not for ever.
     */
    private Received saidInstead(String reason) {
        return inDoubt && ++inVain < TRIES
                ? new Received.Unreachable(reason, false)
                : closed(new Received.Unreachable(reason, inDoubt));
    }

    /** The question is asked again, but not for ever. */
    private Received unreadable(long mark, RoundTrip.Outcome.Unreadable no) {
        boolean told = Arrays.equals(no.answer(), lastUnreadable);
        boolean again = dialect.replays() && ++inVain < TRIES;
        lastUnreadable = no.answer();
        inDoubt |= again;
        if (!again && no.answer().length == 0) {
            // It was too large to be read, or empty: there is nothing to be kept.
            return closed(new Received.Unreachable(no.reason(), true));
        }
        Received received =
                new Received.Unreadable(again ? 0 : mark, no.answer(), no.reason(), told);
        return told && !again ? closed(received) : received;
    }

    /**
     * The answer to an earlier try, from before the session was dropped, can still be had after the
     * next login. Only once, though: a gateway might repeat this very answer for ever.
     */
    private Received signedOut() {
        if (inDoubt && !renewed) {
            renewed = true;
            return new Received.SignedOut(false);
        }
        return closed(new Received.SignedOut(inDoubt));
    }

    private Received batch(long mark, byte[] answer, Reply.Messages messages) {
        Instant now = time.now();
        return new Received.Batch(
                question.asker() + "-" + mark,
                mark,
                answer,
                now,
                incoming.events(messages.messages(), now));
    }

    private Received closed(Received received) {
        close();
        return received;
    }

    /** As {@link io.qqbridge.gateway.Session#kept} says. */
    void kept(long mark) {
        if (mark != 0 && question.open() == mark) {
            close();
        }
    }

    /** As {@link io.qqbridge.gateway.Session#leave} says. */
    void leave() {
        question.leave();
    }

    private void close() {
        question.close();
        inDoubt = false;
        renewed = false;
        inVain = 0;
        lastUnreadable = null;
    }
}
