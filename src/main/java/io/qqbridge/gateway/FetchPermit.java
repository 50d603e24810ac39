package io.qqbridge.gateway;

import io.qqbridge.gateway.Session.Alive;

import java.time.Duration;

/**
 * Whether a session that is online may fetch: not while somebody holds it back, and not while the
 * gate is closed. It shows signs of life while it waits.
 */
final class FetchPermit {
    /** How often a session looks whether a closed gate has opened. */
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    private final Account account;
    private final Session session;
    private final Gate gate;
    private final SessionObserver observer;
    private final Wanted wanted;
    private final Standing standing;
    private boolean waits;

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
                    case HEARD -> {
                        standing.heard();
                        standing.held();
                    }
                    case UNREACHABLE ->
                            standing.unreachable("the gateway does not answer a sign of life");
                    case SIGNED_OUT -> known = false;
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
            if (standing.unheardFor().compareTo(lifeSign) >= 0) {
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
        if (waits) {
            waits = false;
            gate.acknowledged(account.uin());
        }
    }

    /** Nothing more is fetched, and nothing is waited for. */
    void leave() {
        if (waits) {
            gate.forget(account.uin());
        }
    }

    /** Shows one. */
    void signOfLife() {
        if (Apart.ask(session::stayAlive) == Alive.HEARD) {
            standing.heard();
        }
    }
}
