package io.qqbridge.gateway;

import io.qqbridge.gateway.SessionObserver.DropReason;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * When a session tries again. A session that ends shortly after its login, three times running, is
 * taken over by somebody else: then the pauses become long, for accounts never fight.
 */
final class Reconnect {
    /** A session that lived this long was not taken over. */
    private static final Duration SETTLED = Duration.ofMinutes(2);

    private static final int DROPS_OF_A_TAKEOVER = 3;

    private final Backoff unanswered;
    private final Backoff signedOut;
    private final Backoff takenOver;
    private int quickDrops;

    Reconnect(RandomGenerator random) {
        this.unanswered = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30), random);
        this.signedOut = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1), random);
        this.takenOver = new Backoff(Duration.ofMinutes(1), Duration.ofMinutes(30), random);
    }

    /** What a drop means, of a session that was alive and had lived so long. */
    DropReason dropped(Duration lived) {
        if (lived.compareTo(SETTLED) >= 0) {
            forgive();
        }
        quickDrops++;
        return quickDrops >= DROPS_OF_A_TAKEOVER ? DropReason.TAKEN_OVER : DropReason.SIGNED_OUT;
    }

    /** The pause before the next login. */
    Duration pauseDropped(DropReason reason) {
        return switch (reason) {
            case SILENCE -> Duration.ZERO;
            case SIGNED_OUT -> signedOut.next();
            case TAKEN_OVER -> takenOver.next();
        };
    }

    /** The pause after the gateway did not answer. */
    Duration pauseUnanswered() {
        return unanswered.next();
    }

    /** The gateway answered. */
    void answered() {
        unanswered.reset();
    }

    /** A person wants it tried afresh, or all has been well for long. */
    void forgive() {
        quickDrops = 0;
        signedOut.reset();
        takenOver.reset();
    }

    /** Failed attempts in a row. */
    int attempts() {
        return unanswered.failures() + quickDrops;
    }
}
