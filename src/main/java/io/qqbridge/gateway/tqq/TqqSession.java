package io.qqbridge.gateway.tqq;

import io.qqbridge.event.Command;
import io.qqbridge.event.CommandResult;
import io.qqbridge.event.CommandResult.Person;
import io.qqbridge.event.State;
import io.qqbridge.gateway.Account;
import io.qqbridge.gateway.Session;
import io.qqbridge.gateway.Time;
import io.qqbridge.protocol.Answer.Reply;
import io.qqbridge.protocol.Request;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Optional;

/** One account's conversation with the QQ HTTP gateway. */
final class TqqSession implements Session.HasPresence, Session.HasRoster {
    /** {@code TN}: so many items a page at most [S]. */
    private static final int LIST_PAGE = 160;

    private static final int PRESENCE_PAGE = 50;

    private final Account account;
    private final RoundTrip roundTrip;
    private final SeqCounter seqs;
    private final Dialect dialect;
    private final Incoming incoming;
    private final Outgoing outgoing;
    private final Time time;

    /** The mark of a poll whose answer was lost: asking with it again gets that answer. */
    private @Nullable String unansweredPoll;

    private boolean unreadableBefore;
    private volatile State shown;

    TqqSession(Account account, RoundTrip roundTrip, SeqCounter seqs, Dialect dialect, Time time) {
        this.account = account;
        this.roundTrip = roundTrip;
        this.seqs = seqs;
        this.dialect = dialect;
        this.incoming = new Incoming(account.uin(), dialect);
        this.outgoing = new Outgoing(dialect);
        this.time = time;
        this.shown = account.state();
    }

    @Override
    public SignIn signIn() {
        var login = new Request.Command.Login(account.secret().md5(), dialect.clientMark());
        SignIn outcome = Replies.signIn(roundTrip.ask(login, seqs.next()), dialect);
        if (outcome instanceof SignIn.Online) {
            showState();
        }
        return outcome;
    }

    /** A login shows the account online; any other state has to be set again after each. */
    private void showState() {
        if (!shown.equals(State.ONLINE)) {
            dialect.number(shown)
                    .ifPresent(
                            number ->
                                    roundTrip.ask(
                                            new Request.Command.ChangeStat(number), seqs.next()));
        }
    }

    @Override
    public Received receive() {
        String seq = unansweredPoll == null ? seqs.next() : unansweredPoll;
        RoundTrip.Outcome outcome = roundTrip.ask(new Request.Command.GetMsgEx(), seq);
        boolean secondTime = unreadableBefore;
        unreadableBefore = false;
        unansweredPoll = null;
        return switch (outcome) {
            case RoundTrip.Outcome.Replied(Reply.Messages messages) ->
                    messages.messages().isEmpty()
                            ? new Received.Nothing()
                            : new Received.Batch(incoming.events(messages.messages(), time.now()));
            case RoundTrip.Outcome.Replied(Reply.NotLoggedIn no) -> new Received.SignedOut();
            case RoundTrip.Outcome.Replied(Reply.Failed failed) ->
                    new Received.Unreachable("it answered RES=" + failed.res());
            case RoundTrip.Outcome.Replied other ->
                    new Received.Unreachable("it answered something else than was asked");
            case RoundTrip.Outcome.NotSent no -> {
                unansweredPoll = seq;
                yield new Received.Unreachable(no.reason());
            }
            case RoundTrip.Outcome.Unanswered no -> {
                unansweredPoll = seq;
                yield new Received.Unreachable(no.reason());
            }
            case RoundTrip.Outcome.Unreadable no -> {
                // Something on the way may have spoilt it: ask for the same once more.
                unreadableBefore = !secondTime;
                unansweredPoll = secondTime ? null : seq;
                yield new Received.Unreadable(no.answer(), no.reason());
            }
        };
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
            // Asking changes nothing at the gateway, so asking again is safe.
            case Listed.Failed<T> no -> new Executed.NotSent(no.reason());
            case Listed.Unreadable<T> no -> new Executed.NotSent(no.reason());
        };
    }

    @Override
    public Listed<String> contacts() {
        return Pages.all(
                after ->
                        roundTrip.ask(
                                new Request.Command.ListContacts(LIST_PAGE, after), seqs.next()),
                reply ->
                        reply instanceof Reply.Contacts page
                                ? Optional.of(new Pages.Page<>(page.last(), page.contacts()))
                                : Optional.empty(),
                contact -> contact);
    }

    @Override
    public Listed<Person> online() {
        return Pages.all(
                after ->
                        roundTrip.ask(
                                new Request.Command.QueryStat(PRESENCE_PAGE, after), seqs.next()),
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

    /** Any command is a sign of life [D]; this one hands nothing over that could be lost. */
    @Override
    public Alive stayAlive() {
        return switch (roundTrip.ask(new Request.Command.QueryStat(1, "0"), seqs.next())) {
            case RoundTrip.Outcome.Replied(Reply.NotLoggedIn no) -> Alive.SIGNED_OUT;
            case RoundTrip.Outcome.Replied replied -> Alive.HEARD;
            case RoundTrip.Outcome.Unreadable no -> Alive.UNREACHABLE;
            case RoundTrip.Outcome.NotSent no -> Alive.UNREACHABLE;
            case RoundTrip.Outcome.Unanswered no -> Alive.UNREACHABLE;
        };
    }

    @Override
    public void signOut() {
        roundTrip.ask(new Request.Command.Logout(), seqs.next());
    }
}
