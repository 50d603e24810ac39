package io.qqbridge.gateway;

import io.qqbridge.event.SessionChanged;
import io.qqbridge.event.SessionState;
import io.qqbridge.gateway.Session.SignIn;
import io.qqbridge.gateway.SessionObserver.DropReason;

import java.time.Duration;
import java.util.List;

/**
 * How one session stands with its network. Says so wherever it changes, to the log, the meters and
 * Kafka; and where something went wrong, waits as long as that calls for.
 */
final class Standing {
    private final Account account;
    private final SessionObserver observer;
    private final Time time;
    private final Wanted wanted;
    private final Delivery delivery;
    private final Reconnect reconnect;
    private final SessionStatus status;
    private final Silence silence;

    /** Whether it pauses because the network did not answer. */
    private volatile boolean outOfReach;

    /** When the network last answered. */
    private long heardAt;

    Standing(Account account, Surroundings surroundings, Wanted wanted, Delivery delivery) {
        this.account = account;
        this.observer = surroundings.observer();
        this.time = surroundings.time();
        this.wanted = wanted;
        this.delivery = delivery;
        this.reconnect = new Reconnect(surroundings.random());
        this.status = new SessionStatus(account.uin(), time.now());
        this.silence = new Silence(surroundings.settings().silence(), time);
    }

    SessionStatus status() {
        return status;
    }

    /** What becomes of an account that another process has already, that one tells. */
    void report(SessionState state, String reason, String next) {
        if (wanted.farewell() == Farewell.LOST) {
            return;
        }
        status.change(state, reason, time.now(), reconnect.attempts(), next)
                .ifPresent(
                        (SessionChanged change) -> {
                            observer.changed(account, change);
                            delivery.deliver(List.of(change));
                        });
    }

    /** The network answered, to whatever it was. */
    void heard() {
        heardAt = time.nanos();
    }

    /** Polls begin: from now on an account that brings nothing is silent. */
    void polls() {
        if (status.last().state() != SessionState.SILENT) {
            report(SessionState.ONLINE, "logged in", "polls");
            silence.begins();
        }
    }

    /** Polls go on that had been held back. */
    void pollsAgain() {
        silence.begins();
    }

    /** It is alive, and fetches nothing because a person wants it so. */
    void held() {
        reconnect.answered();
        report(
                SessionState.ONLINE,
                "paused by hand",
                "messages wait at the gateway until it is resumed");
    }

    /** A person wants messages fetched again. */
    void resumed() {
        report(SessionState.ONLINE, "resumed by hand", "polls");
        silence.begins();
    }

    /** A poll brought something. */
    void brought() {
        answered();
        silence.ends();
        if (status.last().state() == SessionState.SILENT) {
            report(SessionState.ONLINE, "the gateway hands over messages again", "polls");
        }
    }

    /**
     * A poll brought nothing.
     *
     * @return whether that has just become unusual
     */
    boolean broughtNothing() {
        answered();
        if (status.last().state() == SessionState.SILENT || !silence.isUnusual()) {
            return false;
        }
        report(
                SessionState.SILENT,
                "the gateway answers, but has handed nothing over for "
                        + words(silence.lasts())
                        + ", unusually long for this account",
                "logs in anew and goes on polling; see whether it should have got messages");
        return true;
    }

    private static String words(Duration duration) {
        return duration.toHours() > 1
                ? duration.toHours() + " hours"
                : duration.toMinutes() > 1
                        ? duration.toMinutes() + " minutes"
                        : duration.toSeconds() + " seconds";
    }

    /** The network answered a poll. */
    private void answered() {
        heard();
        if (!status.last().state().isOnline()) {
            report(SessionState.ONLINE, "the gateway answers again", "polls");
            silence.begins();
        }
        reconnect.answered();
    }

    /** For how long the network has not answered. */
    Duration unheardFor() {
        return time.since(heardAt);
    }

    /** A person wants the account tried as if nothing had happened. */
    void forgive() {
        reconnect.forgive();
    }

    /** The network does not answer: waits before the next try. */
    void unreachable(String reason) {
        Duration pause = reconnect.pauseUnanswered();
        report(SessionState.RECONNECTING, reason, "tries again by itself, with growing pauses");
        outOfReach = true;
        wanted.pause(pause);
        outOfReach = false;
    }

    /**
     * Somebody waits for the network to answer: tries it again at once. A pause that keeps accounts
     * from fighting is not cut short.
     */
    void tryAgain() {
        if (outOfReach) {
            wanted.wake();
        }
    }

    /**
     * The network no longer knows a session that nobody here ended: waits before the next login.
     */
    void dropped(SignIn.Online granted, Duration lived) {
        boolean silent = unheardFor().compareTo(granted.silenceLimit()) >= 0;
        DropReason reason = silent ? DropReason.SILENCE : reconnect.dropped(lived);
        observer.dropped(account, reason);
        Duration pause = reconnect.pauseDropped(reason);
        switch (reason) {
            case SILENCE ->
                    report(
                            SessionState.RECONNECTING,
                            "the gateway had not heard of the account for too long",
                            "logs in again");
            case SIGNED_OUT ->
                    report(
                            SessionState.RECONNECTING,
                            "the gateway no longer knows the session",
                            "logs in again after a short pause");
            case TAKEN_OVER ->
                    report(
                            SessionState.TAKEN_OVER,
                            "the session ends shortly after each login: somebody else uses the account",
                            "tries again after a long pause; a login command tries at once");
        }
        wanted.pause(pause);
    }

    /** Stays in this state until somebody asks for a login, or where it may be, for a logout. */
    void rest(SessionState state, String reason, String next) {
        report(state, reason, next);
        if (state == SessionState.STOPPED) {
            wanted.awaitLogin();
        } else {
            wanted.awaitLoginOrLogout();
        }
        if (wanted.online()) {
            report(
                    SessionState.CONNECTING,
                    wanted.hasAnswer() ? "the picture was answered" : "a login was asked for",
                    "logs in");
        }
    }
}
