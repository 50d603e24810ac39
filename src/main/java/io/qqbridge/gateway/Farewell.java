package io.qqbridge.gateway;

import io.qqbridge.event.SessionState;

/** Why a session's loop is to end, and what is told of it. */
public enum Farewell {
    /**
     * The bridge stops: the network keeps the session, and what arrives for it until it is back.
     */
    STOP(SessionState.STOPPED, "the bridge stopped", "goes on when the bridge starts"),
    /** The account is no longer ours. */
    GONE(SessionState.STOPPED, "the account was taken out of the configuration", "nothing"),
    /** The account is another one now, for which another session begins. */
    CHANGED(SessionState.STOPPED, "its configuration was changed", "logs in with the new one"),
    /** The account is another instance's next. */
    HANDED_OVER(SessionState.RECONNECTING, "it goes to another instance", "logs in there"),
    /**
     * The account is another instance's already: what is told of it from now on, that one tells.
     */
    LOST(SessionState.RECONNECTING, "another instance has it", "nothing");

    private final SessionState state;
    private final String reason;
    private final String next;

    Farewell(SessionState state, String reason, String next) {
        this.state = state;
        this.reason = reason;
        this.next = next;
    }

    SessionState state() {
        return state;
    }

    String reason() {
        return reason;
    }

    String next() {
        return next;
    }

    /** Whether the session ends at the network too. */
    boolean signsOut() {
        return this == GONE || this == CHANGED;
    }

    /** Whether it is told to those who follow the account, and to who has it next. */
    boolean isTold() {
        return this != LOST;
    }

    /** Whether nothing more is to be heard of the account from this process. */
    boolean isLast() {
        return this != STOP;
    }
}
