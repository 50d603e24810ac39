package io.qqbridge.gateway;

import io.qqbridge.event.Envelope;
import io.qqbridge.event.SessionChanged;
import io.qqbridge.gateway.Commands.Done;

import java.time.Duration;
import java.util.List;

/** Hears what sessions do, as far as it wants to. Must return at once. */
public interface SessionObserver {
    /** A login was tried, and came to this. */
    default void signedIn(Account account, Session.SignIn outcome) {}

    /** The network answered a poll, or did not, after so long. */
    default void polled(Account account, Session.Received received, Duration took) {}

    /** The pause before a poll lasted so much longer than it should have. */
    default void late(Account account, Duration by) {}

    /** Events are safe in Kafka, so long after their answer was read. */
    default void delivered(Account account, List<Envelope> events, Duration took) {}

    /**
     * Kafka has not acknowledged events for some seconds; the session fetches nothing until it
     * does.
     */
    default void deliveryWaits(Account account) {}

    /** Kafka did not take events; they are handed over again. */
    default void deliveryFailed(Account account, String reason) {}

    /** The journal did not take an answer; its events go to Kafka without having been on disk. */
    default void journalRefused(String account, String reason) {}

    /** A command came to its end, so long after it was written to Kafka. */
    default void executed(Done end, Duration took) {}

    /** The session's state changed. */
    default void changed(Account account, SessionChanged change) {}

    /** From now on the session fetches nothing because a person wants it so, or fetches again. */
    default void held(Account account, boolean isHeld) {}

    /**
     * Nothing more is heard of the account from this session: it is no longer in the configuration,
     * was changed, or is another instance's.
     */
    default void gone(Account account) {}

    /** A mistake of the bridge's own, met while it worked for this account. */
    default void failed(String account, RuntimeException mistake) {}

    /** The network dropped a session that was online. */
    default void dropped(Account account, DropReason reason) {}

    /** Why a session ended that nobody here had ended. */
    enum DropReason {
        /** The network had not heard of the account for longer than it allows. */
        SILENCE,
        /** The network no longer knew the session, though it was alive. */
        SIGNED_OUT,
        /** The same again and again, shortly after each login. */
        TAKEN_OVER;

        /** The word in meters. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }
}
