package io.qqbridge.gateway;

/** Why a session's loop is to end, and what is told of it. */
enum Farewell {
    /**
     * The bridge stops: the network keeps the session, and what arrives for it until it is back.
     */
    STOP("the bridge stopped", "goes on when the bridge starts"),
    /** The account is no longer ours. */
    GONE("the account was taken out of the configuration", "nothing"),
    /** The account is another one now, for which another session begins. */
    CHANGED("its configuration was changed", "logs in with the new one");

    private final String reason;
    private final String next;

    Farewell(String reason, String next) {
        this.reason = reason;
        this.next = next;
    }

    String reason() {
        return reason;
    }

    String next() {
        return next;
    }

    /** Whether the session ends at the network too. */
    boolean signsOut() {
        return this != STOP;
    }
}
