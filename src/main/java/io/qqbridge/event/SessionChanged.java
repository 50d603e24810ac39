package io.qqbridge.event;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * An account's session changed its state ({@code session.v1}).
 *
 * @param was the state before, null at the start
 * @param reason why, in words
 * @param since when
 * @param attempts failed attempts since the session was last online
 * @param next what happens next by itself, or what a person should do
 */
public record SessionChanged(
        String account,
        SessionState state,
        @Nullable SessionState was,
        String reason,
        Instant since,
        int attempts,
        String next)
        implements Event {

    @Override
    public EventKind kind() {
        return EventKind.SESSION;
    }

    @Override
    public Instant time() {
        return since;
    }
}
