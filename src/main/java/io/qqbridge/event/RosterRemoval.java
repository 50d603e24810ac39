package io.qqbridge.event;

import java.time.Instant;

/** A contact has gone from an account's list: a tombstone on {@code roster.v1}. */
public record RosterRemoval(String account, String contact, Instant at) implements Event {
    @Override
    public EventKind kind() {
        return EventKind.ROSTER;
    }

    @Override
    public String key() {
        return account + "/" + contact;
    }

    @Override
    public String subject() {
        return contact;
    }

    @Override
    public Instant time() {
        return at;
    }
}
