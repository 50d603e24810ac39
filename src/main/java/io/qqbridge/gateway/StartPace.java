package io.qqbridge.gateway;

import java.time.Duration;

/** Spaces the starts of sessions, so that they do not all log in at once. For one thread. */
final class StartPace {
    /** By how much starts may lag behind and still catch up. */
    private static final Duration MADE_UP = Duration.ofMillis(100);

    private final Time time;
    private final long spacing;
    private long due;

    StartPace(int perSecond, Time time) {
        this.time = time;
        this.spacing = Duration.ofSeconds(1).dividedBy(perSecond).toNanos();
        this.due = time.nanos();
    }

    /** To be called after each start. What took too long is made up for, but in no rush. */
    void pause() {
        due = Math.max(due, time.nanos() - MADE_UP.toNanos()) + spacing;
        long left = due - time.nanos();
        if (left > 0) {
            time.pause(Duration.ofNanos(left));
        }
    }
}
