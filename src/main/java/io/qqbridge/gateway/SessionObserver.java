package io.qqbridge.gateway;

import io.qqbridge.event.CommandResult;
import io.qqbridge.event.Envelope;
import io.qqbridge.event.SessionChanged;

import java.time.Duration;
import java.util.List;

/** Hears what sessions do, for meters and the log. Must return at once. */
public interface SessionObserver {
    /** The network answered a poll, or did not, after so long. */
    void polled(Account account, Session.Received received, Duration took);

    /** The pause before a poll lasted so much longer than it should have. */
    void late(Account account, Duration by);

    /** Events are safe in Kafka, so long after their answer was read. */
    void delivered(Account account, List<Envelope> events, Duration took);

    /**
     * Kafka has not acknowledged events for some seconds; the session fetches nothing until it
     * does.
     */
    void deliveryWaits(Account account);

    /** Kafka did not take events; they are handed over again. */
    void deliveryFailed(Account account, String reason);

    /** The journal did not take an answer; its events go to Kafka without having been on disk. */
    void journalRefused(String account, String reason);

    /** A command came to its end, so long after it was written to Kafka. */
    void executed(CommandResult result, Duration took);

    /** The session's state changed. */
    void changed(Account account, SessionChanged change);

    /** A mistake of the bridge's own, met while it worked for this account. */
    void failed(String account, RuntimeException mistake);

    /** The network dropped a session that was online; {@code reason} is a word for a meter. */
    void dropped(Account account, DropReason reason);

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
