package io.qqbridge.event;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * A contact in an account's list ({@code roster.v1}).
 *
 * @param nickname null until the network has told it
 * @param avatar null until the network has told it
 * @param since when the bridge first saw the contact in the list
 */
public record RosterEntry(
        String account,
        String contact,
        @Nullable String nickname,
        @Nullable Avatar avatar,
        Instant since)
        implements Event {

    /**
     * Somebody's picture.
     *
     * @param id the network's number
     * @param picture the number of the picture file
     */
    public record Avatar(int id, int picture) {}

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
        return since;
    }
}
