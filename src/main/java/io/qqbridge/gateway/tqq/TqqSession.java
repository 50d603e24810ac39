package io.qqbridge.gateway.tqq;

import io.qqbridge.event.Command;
import io.qqbridge.event.CommandResult;
import io.qqbridge.event.CommandResult.Person;
import io.qqbridge.event.State;
import io.qqbridge.gateway.Account;
import io.qqbridge.gateway.Marks;
import io.qqbridge.gateway.Session;
import io.qqbridge.gateway.Time;
import io.qqbridge.protocol.Answer.Reply;
import io.qqbridge.protocol.Request;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** One account's conversation with the QQ HTTP gateway. */
final class TqqSession implements Session.HasPresence, Session.HasRoster, Session.HasChallenges {
    /** {@code TN}: so many items a page at most [S]. */
    private static final int LIST_PAGE = 160;

    private static final int PRESENCE_PAGE = 50;

    /**
     * How often an answer is asked for that cannot be read, or instead of which an error is said.
     * Something on the way may have spoilt it; what the gateway itself says is the same each time.
     */
    private static final int TRIES = 8;

    private final Account account;
    private final RoundTrip roundTrip;
    private final Marks marks;
    private final Marks.Question question;
    private final Dialect dialect;
    private final Incoming incoming;
    private final Outgoing outgoing;
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

    private volatile State shown;

    TqqSession(Account account, RoundTrip roundTrip, Marks marks, Dialect dialect, Time time) {
        this.account = account;
        this.roundTrip = roundTrip;
        this.marks = marks;
        this.question = marks.question(account.uin());
        this.inDoubt = question.open() != 0;
        this.dialect = dialect;
        this.incoming = new Incoming(account.uin(), dialect);
        this.outgoing = new Outgoing(dialect);
        this.time = time;
        this.shown = account.state();
    }

    @Override
    public SignIn signIn() {
        var login = new Request.Command.Login(account.secret().md5(), dialect.clientMark());
        return shown(Replies.signIn(roundTrip.ask(login, seq()), dialect));
    }

    @Override
    public SignIn answer(String text) {
        return shown(
                Replies.answered(
                        roundTrip.ask(new Request.Command.VerifyCode(text), seq()), dialect));
    }

    private SignIn shown(SignIn outcome) {
        return outcome instanceof SignIn.Online && !showState()
                ? new SignIn.Unreachable("it did not take the state of the account")
                : outcome;
    }

    /**
     * A login shows the account online; any other state has to be set again after each. Whoever
     * wants to be invisible must not be seen because an answer was lost.
     */
    private boolean showState() {
        Optional<Integer> number =
                shown.equals(State.ONLINE) ? Optional.empty() : dialect.number(shown);
        return number.isEmpty()
                || Replies.executed(
                                roundTrip.ask(new Request.Command.ChangeStat(number.get()), seq()))
                        instanceof Executed.Accepted;
    }

    @Override
    public Received receive() {
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

    /** The question stays open as long as its answer may be lost or is not safe yet. */
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
        if (!inDoubt || renewed) {
            question.close();
            answered();
        } else {
            renewed = true;
        }
        return new Received.SignedOut();
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
        question.close();
        answered();
        return received;
    }

    @Override
    public void kept(long mark) {
        if (mark != 0 && question.open() == mark) {
            question.close();
            answered();
        }
    }

    @Override
    public void leave() {
        question.leave();
    }

    private void answered() {
        inDoubt = false;
        renewed = false;
        inVain = 0;
        lastUnreadable = null;
    }

    @Override
    public boolean mayRepeat(Command command) {
        return command.isQuestion() || dialect.replays();
    }

    @Override
    public Executed execute(Command command, String seq) {
        return switch (outgoing.translate(command)) {
            case Outgoing.Translated.Impossible no -> new Executed.Rejected(null, no.reason());
            case Outgoing.Translated.WholeList(Command.ListContacts c) ->
                    listed(contacts(), CommandResult.Answer.Contacts::new);
            case Outgoing.Translated.WholeList list ->
                    listed(online(), CommandResult.Answer.Presence::new);
            case Outgoing.Translated.Single single -> {
                Executed executed = Replies.executed(roundTrip.ask(single.request(), seq));
                if (executed instanceof Executed.Accepted
                        && command instanceof Command.ChangeState change) {
                    shown = change.state();
                }
                yield executed;
            }
        };
    }

    private static <T> Executed listed(
            Listed<T> listed, java.util.function.Function<List<T>, CommandResult.Answer> answer) {
        return switch (listed) {
            case Listed.All<T> all -> new Executed.Accepted(answer.apply(all.items()));
            case Listed.SignedOut<T> no -> new Executed.SignedOut();
            case Listed.Refused<T> no ->
                    new Executed.Rejected(no.code(), "the gateway answered RES=" + no.code());
            // Asking changes nothing at the gateway, so asking again is safe.
            case Listed.Failed<T> no -> new Executed.NotSent(no.reason());
            case Listed.Unreadable<T> no -> new Executed.NotSent(no.reason());
        };
    }

    @Override
    public Listed<String> contacts() {
        return Pages.all(
                after -> roundTrip.ask(new Request.Command.ListContacts(LIST_PAGE, after), seq()),
                reply ->
                        reply instanceof Reply.Contacts page
                                ? Optional.of(new Pages.Page<>(page.last(), page.contacts()))
                                : Optional.empty(),
                contact -> contact);
    }

    @Override
    public Listed<Person> online() {
        return Pages.all(
                after -> roundTrip.ask(new Request.Command.QueryStat(PRESENCE_PAGE, after), seq()),
                reply ->
                        reply instanceof Reply.OnlineContacts page
                                ? Optional.of(
                                        new Pages.Page<>(
                                                page.last(),
                                                page.contacts().stream()
                                                        .map(incoming::person)
                                                        .toList()))
                                : Optional.empty(),
                Person::contact);
    }

    private String seq() {
        return Long.toString(marks.next());
    }

    /** Any command is a sign of life [D]; this one hands nothing over that could be lost. */
    @Override
    public Alive stayAlive() {
        return switch (roundTrip.ask(new Request.Command.QueryStat(1, "0"), seq())) {
            case RoundTrip.Outcome.Replied(Reply.NotLoggedIn no, byte[] answer) -> Alive.SIGNED_OUT;
            case RoundTrip.Outcome.Replied(Reply.UnknownVersion no, byte[] answer) ->
                    Alive.UNREACHABLE;
            case RoundTrip.Outcome.Replied replied -> Alive.HEARD;
            case RoundTrip.Outcome.Unreadable no -> Alive.UNREACHABLE;
            case RoundTrip.Outcome.NotSent no -> Alive.UNREACHABLE;
            case RoundTrip.Outcome.Unanswered no -> Alive.UNREACHABLE;
        };
    }

    @Override
    public void signOut() {
        roundTrip.ask(new Request.Command.Logout(), seq());
    }
}
