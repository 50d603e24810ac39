package io.qqbridge.event;

import com.fasterxml.jackson.annotation.JsonProperty;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * A contact's state changed ({@code presence.v1}).
 *
 * @param was the state before, null at first sight
 */
public record PresenceChanged(
        String account, String contact, State state, @Nullable State was, SeenBy seenBy, Instant at)
        implements Event {

    /** How the bridge learned of it. */
    public enum SeenBy {
        /** The network told it. */
        @JsonProperty("system-message")
        SYSTEM_MESSAGE,
        /** The bridge asked. */
        @JsonProperty("query")
        QUERY
    }

    @Override
    public EventKind kind() {
        return EventKind.PRESENCE;
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
