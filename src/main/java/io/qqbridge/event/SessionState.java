package io.qqbridge.event;

import com.fasterxml.jackson.annotation.JsonValue;

import java.util.Locale;

/** The states of an account's session. */
public enum SessionState {
    /** Logging in: at the start, or because a person asked for it. */
    CONNECTING,
    /** Logged in, and the gateway answers. */
    ONLINE,
    /** Logged in, and the gateway answers; but unusually long it has handed nothing over. */
    SILENT,
    /** Was online, or tried to be; tries again by itself. */
    RECONNECTING,
    /** The gateway refused the login; not tried again until a person asks for it. */
    REFUSED,
    /** Somebody else keeps logging in with this account; tried again after long pauses. */
    TAKEN_OVER,
    /** The gateway shows a picture to be read; a person must act. */
    CHALLENGED,
    /**
     * Logged out on command, no longer kept by this bridge as it was, or the bridge has stopped.
     */
    STOPPED;

    /** Whether the network has a session that polls and takes commands. */
    public boolean isOnline() {
        return this == ONLINE || this == SILENT;
    }

    /** The word for it on Kafka and in meters: {@code taken-over}. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
