package io.qqbridge.event;

import java.time.Instant;

/** One record on a topic of the bridge. The topic follows from {@link #kind()}. */
public sealed interface Event
        permits MessageReceived,
                PresenceChanged,
                RosterEntry,
                RosterRemoval,
                RequestReceived,
                SessionChanged,
                CommandResult,
                DeadLetter {

    /** Which topic and schema it belongs to. */
    EventKind kind();

    /** The UIN of the account it is about, as text. */
    String account();

    /** The record's key: events with the same key stay in order. */
    default String key() {
        return account();
    }

    /** What within the account it is about ({@code ce_subject}). */
    default String subject() {
        return account();
    }

    /** When it happened ({@code ce_time}). */
    Instant time();
}
