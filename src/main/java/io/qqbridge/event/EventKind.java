package io.qqbridge.event;

import java.util.Locale;

/** The kinds of events, one for each topic that the bridge writes. */
public enum EventKind {
    /** A message received. */
    MESSAGE,
    /** A contact's state changed. */
    PRESENCE,
    /** An entry of the contact list, or its removal. */
    ROSTER,
    /** Somebody asks to be a contact, accepted, or refused. */
    REQUEST,
    /** An account's session changed its state. */
    SESSION,
    /** What became of a command. */
    RESULT,
    /** What could not be processed, as received. */
    DEAD;

    /** The word for it in topic names, endpoint options and meters: {@code message}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The CloudEvents type: {@code io.qqbridge.message.v1}. */
    public String type() {
        return "io.qqbridge." + word() + ".v1";
    }
}
