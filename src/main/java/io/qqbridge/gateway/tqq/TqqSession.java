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

import java.util.List;
import java.util.Optional;

/** One account's conversation with the QQ HTTP gateway. */
final class TqqSession implements Session.HasPresence, Session.HasRoster, Session.HasChallenges {
    /** {@code TN}: so many items a page at most [S]. */
    private static final int LIST_PAGE = 160;

    private static final int PRESENCE_PAGE = 50;

    private final Account account;
    private final RoundTrip roundTrip;
    private final Marks marks;
    private final Dialect dialect;
    private final Incoming incoming;
    private final Outgoing outgoing;
    private final MessagePoll poll;

    private volatile State shown;

    TqqSession(Account account, RoundTrip roundTrip, Marks marks, Dialect dialect, Time time) {
        this.account = account;
        this.roundTrip = roundTrip;
        this.marks = marks;
        this.dialect = dialect;
        this.incoming = new Incoming(account.uin(), dialect);
        this.outgoing = new Outgoing(dialect);
        this.poll =
                new MessagePoll(
                        roundTrip, marks, marks.question(account.uin()), dialect, incoming, time);
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
        return poll.receive();
    }

    @Override
    public void kept(long mark) {
        poll.kept(mark);
    }

    @Override
    public void leave() {
        poll.leave();
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
            case RoundTrip.Outcome.Replied(Reply.NotLoggedIn no, byte[] answer) ->
                    new Alive.SignedOut();
            case RoundTrip.Outcome.Replied(Reply.UnknownVersion no, byte[] answer) ->
                    new Alive.Unreachable("it does not speak this version");
            case RoundTrip.Outcome.Replied replied -> new Alive.Heard();
            case RoundTrip.Outcome.Unreadable no -> new Alive.Unreachable(no.reason());
            case RoundTrip.Outcome.NotSent no -> new Alive.Unreachable(no.reason());
            case RoundTrip.Outcome.Unanswered no -> new Alive.Unreachable(no.reason());
        };
    }

    @Override
    public void signOut() {
        roundTrip.ask(new Request.Command.Logout(), seq());
    }
}
