package io.qqbridge.gateway;

import io.qqbridge.gateway.Session.SignIn;

import java.time.Duration;

/**
 * Whether a session that is online may fetch: not while somebody holds it back, and not while the
 * gate is closed. It shows signs of life while it waits.
 */
final class FetchPermit {
    /** How often a session looks whether a closed gate has opened. */
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final Account account;
    private final Session session;
    private final Gate gate;
    private final SessionObserver observer;
    private final Wanted wanted;
    private final Standing standing;
    private final Time time;
    private final Backoff inVain;
    private boolean waits;

    /** When the next sign of life may be shown, after one that was not heard. */
    private long notBefore;

    /** Whether a session that the network forgot has been had anew since messages were fetched. */
    private boolean renewed;

    FetchPermit(
            Account account,
            Session session,
            Surroundings surroundings,
            Wanted wanted,
            Standing standing) {
        this.account = account;
        this.session = session;
        this.gate = surroundings.gate();
        this.observer = surroundings.observer();
        this.wanted = wanted;
        this.standing = standing;
        this.time = surroundings.time();
        this.inVain = new Backoff(BETWEEN_LOOKS, LONGEST_PAUSE, surroundings.random());
        this.notBefore = time.nanos();
    }

    /**
     * Returns when nobody holds the session back any more.
     *
     * @param lifeSign how long the network may hear nothing of it
     * @return whether the network still knows the session
     */
    boolean awaitResumed(Duration lifeSign) {
        if (!wanted.held()) {
            return true;
        }
        observer.held(account, true);
        boolean known = true;
        while (known && wanted.online() && wanted.held()) {
            wanted.takeLogin();
            Duration left = lifeSign.minus(standing.unheardFor());
            if (left.isPositive() && standing.status().last().state().isOnline()) {
                standing.held();
                wanted.pauseWhileHeld(left);
            } else {
                switch (Apart.ask(session::stayAlive)) {
                    case Session.Alive.Heard heard -> {
                        standing.heard();
                        standing.held();
                    }
                    case Session.Alive.Unreachable no ->
                            standing.unreachable(
                                    "the gateway does not answer a sign of life: " + no.reason());
                    case Session.Alive.SignedOut no -> known = false;
                }
            }
        }
        observer.held(account, false);
        if (known && wanted.online()) {
            standing.resumed();
        }
        return known;
    }

    /**
     * Returns when the gate is open.
     *
     * @param lifeSign how long the network may hear nothing of the session
     * @return whether messages are to be fetched: not any more when the session is to end
     */
    boolean awaitOpenGate(Duration lifeSign) {
        boolean heldBack = false;
        while (wanted.online() && !gate.mayFetch()) {
            heldBack = true;
            if (standing.unheardFor().compareTo(lifeSign) >= 0 && time.nanos() - notBefore >= 0) {
                signOfLife();
            }
            wanted.takeLogin();
            wanted.pause(BETWEEN_LOOKS);
        }
        if (heldBack) {
            standing.pollsAgain();
        }
        return wanted.online();
    }

    /** Kafka does not take what it must know before anything is fetched. */
    void waitsForKafka() {
        waits = true;
        gate.waits(account.uin());
    }

    /** It took it. */
    void waitsNoMore() {
        renewed = false;
        if (waits) {
            waits = false;
            gate.acknowledged(account.uin());
        }
    }

    /** A poll brought nothing: somebody else may be let through in its place. */
    void broughtNothing() {
        gate.broughtNothing();
    }

    /** Nothing more is fetched, and nothing is waited for. */
    void leave() {
        if (waits) {
            gate.forget(account.uin());
        }
    }

    /** Shows one. */
    void signOfLife() {
        boolean heard =
                switch (Apart.ask(session::stayAlive)) {
                    case Session.Alive.Heard alive -> true;
                    case Session.Alive.SignedOut no -> signsInAgain();
                    case Session.Alive.Unreachable no -> false;
                };
        if (heard) {
            inVain.reset();
            standing.heard();
        } else {
            notBefore = time.nanos() + inVain.next().toNanos();
        }
    }

    /**
     * Once, until messages are fetched again: somebody else may use the account, and accounts never
     * fight. What else is the matter the next poll finds out.
     */
    private boolean signsInAgain() {
        if (renewed) {
            return false;
        }
        renewed = true;
        SignIn outcome = Apart.ask(session::signIn);
        observer.signedIn(account, outcome);
        return outcome instanceof SignIn.Online;
    }
}
