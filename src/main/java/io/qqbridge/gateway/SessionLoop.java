package io.qqbridge.gateway;

import io.qqbridge.event.SessionState;
import io.qqbridge.gateway.Session.Received;
import io.qqbridge.gateway.Session.SignIn;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/**
 * The life of one account's session, in one virtual thread: log in, poll, hand over what came,
 * pause; and what to do when the gateway refuses, forgets or does not answer.
 *
 * <p>It polls again only when Kafka has what the last poll brought, so that a Kafka that is away
 * leaves messages at the gateway. It never logs out by itself when it stops: the gateway keeps the
 * session and what arrives for it until it is back.
 */
final class SessionLoop implements Runnable {
    private final Account account;
    private final Session session;
    private final Delivery delivery;
    private final Intake intake;
    private final SessionObserver observer;
    private final SessionSettings settings;
    private final Time time;
    private final ContactLists lists;
    private final Wanted wanted;
    private final Standing standing;
    private final FetchPermit permit;

    /** Whether the network has a session of ours, as far as we know; it may be out of reach. */
    private boolean signedIn;

    /** Whether the last login was met with a picture. */
    private volatile boolean challenged;

    SessionLoop(Account account, Surroundings surroundings, Leftovers leftovers) {
        this.account = account;
        this.session = surroundings.gateway().session(account);
        this.observer = surroundings.observer();
        this.settings = surroundings.settings();
        this.time = surroundings.time();
        this.lists = new ContactLists(account.uin(), settings, time);
        this.wanted = new Wanted(time);
        this.delivery = new Delivery(account, surroundings, this::signOfLife);
        this.standing = new Standing(account, surroundings, wanted, delivery);
        this.permit = new FetchPermit(account, session, surroundings, wanted, standing);
        this.intake =
                new Intake(
                        account.uin(),
                        surroundings,
                        leftovers,
                        delivery,
                        lists::news,
                        session::kept);
    }

    Account account() {
        return account;
    }

    /** Whether it is a session that these accounts want, as they are. */
    boolean serves(Map<String, Account> accounts) {
        return account.equals(accounts.get(account.uin()));
    }

    Session session() {
        return session;
    }

    SessionStatus status() {
        return standing.status();
    }

    /** Wants the session online, and tries at once. */
    void login() {
        wanted.login();
    }

    /** Wants the session logged out until {@link #login}. */
    void logout() {
        wanted.logout();
    }

    /**
     * Answers the picture that the session waits with, and logs in by it.
     *
     * @return whether it waits with one
     */
    boolean answer(String text) {
        boolean waits = challenged && session instanceof Session.HasChallenges;
        if (waits) {
            wanted.answer(text);
        }
        return waits;
    }

    /** Wants nothing fetched, and the session to stay online. */
    void hold() {
        wanted.hold();
    }

    /** Wants messages fetched again. */
    void resume() {
        wanted.resume();
    }

    /** A command has changed the contact list: asks for it anew at once. */
    void contactsChanged() {
        lists.expire();
        wanted.wake();
    }

    /** Ends the loop soon. */
    void end(Farewell why) {
        wanted.end(why);
        delivery.stop();
    }

    /** Whether another session of its account is to begin where it ends. */
    boolean isReplaced() {
        return wanted.farewell() == Farewell.CHANGED;
    }

    /**
     * Somebody waits for the gateway to answer: tries it again at once, where that does no harm.
     */
    void tryAgain() {
        standing.tryAgain();
    }

    /** Ends a pause, so that the loop looks around. */
    void wake() {
        wanted.wake();
    }

    @Override
    public void run() {
        wanted.wakesThisThread();
        standing.report(SessionState.CONNECTING, "starting", "logs in");
        intake.takeLeftovers();
        while (!wanted.stopping()) {
            try {
                live();
            } catch (RuntimeException e) {
                // A mistake of ours must not leave an account that claims to be online and is not.
                signedIn = false;
                observer.failed(account.uin(), e);
                standing.unreachable("the bridge itself failed; its log tells more");
            }
        }
        Farewell farewell = Objects.requireNonNull(wanted.farewell());
        if (farewell.signsOut()) {
            session.signOut();
        }
        permit.leave();
        if (farewell.isTold()) {
            session.leave();
            standing.report(farewell.state(), farewell.reason(), farewell.next());
        }
        if (farewell.isLast()) {
            observer.gone(account);
        }
    }

    private void live() {
        if (wanted.takeLogin()) {
            standing.forgive();
        }
        if (wanted.online()) {
            signIn();
        } else {
            standing.rest(SessionState.STOPPED, "logged out on command", "send a login command");
        }
    }

    private void signIn() {
        @Nullable String answer = wanted.takeAnswer();
        SignIn outcome =
                challenged && answer != null && session instanceof Session.HasChallenges asks
                        ? Apart.ask(() -> asks.answer(answer))
                        : Apart.ask(session::signIn);
        challenged = outcome instanceof SignIn.Challenged;
        observer.signedIn(account, outcome);
        switch (outcome) {
            case SignIn.Online online -> {
                long since = time.nanos();
                standing.heard();
                signedIn = true;
                End end = stayOnline(online);
                signedIn = false;
                switch (end) {
                    case FORGOTTEN -> standing.dropped(online, time.since(since));
                    case NOT_WANTED -> {
                        if (!wanted.stopping()) {
                            session.signOut();
                        }
                    }
                    case SILENT -> {
                        // A new session may be given what the old one was not.
                    }
                }
            }
            case SignIn.Refused refused ->
                    standing.rest(
                            SessionState.REFUSED,
                            "the gateway refused the login: " + refused.reason(),
                            "correct the password of this account, or send a login command");
            case SignIn.Challenged challenged ->
                    standing.rest(
                            SessionState.CHALLENGED,
                            "the gateway shows a picture to be read by a person",
                            "answer it in the console; or log in once with another client, then send a"
                                    + " login command");
            case SignIn.Unreachable unreachable ->
                    standing.unreachable(
                            "the gateway did not answer the login: " + unreachable.reason());
        }
    }

    /** Why polling ended. */
    private enum End {
        /** The gateway no longer knows the session. */
        FORGOTTEN,
        /** It has brought nothing for so long that a new session is tried. */
        SILENT,
        /** Nobody wants it any more. */
        NOT_WANTED
    }

    private End stayOnline(SignIn.Online granted) {
        standing.polls();
        lists.sessionBegins();
        Duration lifeSign = granted.signOfLife().dividedBy(2);
        delivery.signOfLifeEvery(lifeSign);
        Duration longest =
                settings.pollMax().compareTo(lifeSign) < 0 ? settings.pollMax() : lifeSign;
        PollPace pace = new PollPace(settings.pollMin(), longest);
        while (true) {
            if (!permit.awaitResumed(lifeSign)) {
                return End.FORGOTTEN;
            }
            if (!permit.awaitOpenGate(lifeSign)) {
                return End.NOT_WANTED;
            }
            // Whoever asked for a login wants the gateway tried at once, which is now.
            wanted.takeLogin();
            long asked = time.nanos();
            Received received = Apart.ask(session::receive);
            observer.polled(account, received, time.since(asked));
            if (!(received instanceof Received.NotAsked)) {
                permit.waitsNoMore();
            }
            switch (received) {
                case Received.Batch batch -> {
                    standing.brought();
                    intake.take(batch);
                    askForLists();
                    pause(pace.afterSomething());
                }
                case Received.Nothing nothing -> {
                    permit.broughtNothing();
                    if (standing.broughtNothing()) {
                        return End.SILENT;
                    }
                    askForLists();
                    pause(pace.afterNothing());
                }
                case Received.Unreadable unreadable -> {
                    if (!unreadable.told()) {
                        intake.take(unreadable);
                    }
                    pause(pace.afterNothing());
                }
                case Received.Unreachable unreachable ->
                        standing.unreachable(
                                "the gateway does not answer: " + unreachable.reason());
                case Received.NotAsked notAsked -> {
                    permit.waitsForKafka();
                    pause(pace.afterNothing());
                }
                case Received.SignedOut signedOut -> {
                    return End.FORGOTTEN;
                }
            }
        }
    }

    private void pause(Duration beforeThePoll) {
        long start = time.nanos();
        wanted.pause(beforeThePoll);
        Duration late = time.since(start).minus(beforeThePoll);
        observer.late(account, late.isNegative() ? Duration.ZERO : late);
    }

    private void askForLists() {
        lists.askWhatIsDue(session).forEach(delivery::deliver);
    }

    /** Given while Kafka keeps the loop waiting. */
    private void signOfLife() {
        if (signedIn) {
            permit.signOfLife();
        }
    }
}
