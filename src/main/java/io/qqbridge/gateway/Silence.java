package io.qqbridge.gateway;

import java.time.Duration;

/**
 * Judges how long an account has brought nothing, though the network answers its polls: by what it
 * brings, not by what the network says of it.
 *
 * <p>A silence is unusual when it has lasted for {@code least} and twice as long as any other of
 * the last week or two, for people sleep and go on holidays.
 */
final class Silence {
    private static final long WEEK = Duration.ofDays(7).toNanos();

    private final Time time;
    private final long least;
    private long since;

    /** The longest that has ended in the week that began then, and in the one before. */
    private long weekBegan;

    private long longest;
    private long longestBefore;

    Silence(Duration least, Time time) {
        this.least = least.toNanos();
        this.time = time;
        this.since = time.nanos();
        this.weekBegan = since;
    }

    /** Polls begin, or begin again; what was before was nobody's silence. */
    void begins() {
        since = time.nanos();
    }

    /** Something came. */
    void ends() {
        long now = time.nanos();
        if (now - weekBegan >= WEEK) {
            longestBefore = now - weekBegan >= 2 * WEEK ? 0 : longest;
            longest = 0;
            weekBegan = now;
        }
        longest = Math.max(longest, now - since);
        since = now;
    }

    /** How long it has lasted. */
    Duration lasts() {
        return time.since(since);
    }

    boolean isUnusual() {
        return time.nanos() - since >= Math.max(least, 2 * Math.max(longest, longestBefore));
    }
}
