package io.qqbridge.gateway;

import java.time.Duration;

/**
 * How long a session pauses between two polls: the least while messages come, and half as much
 * again after each poll that brought nothing, up to the most.
 */
final class PollPace {
    private static final double GROWTH = 1.5;

    /** What a pause grows to from nothing. */
    private static final Duration SOME = Duration.ofMillis(1);

    private final Duration min;
    private final Duration max;
    private Duration pause;

    /** Both ends included. */
    PollPace(Duration min, Duration max) {
        this.min = min;
        this.max = max.compareTo(min) < 0 ? min : max;
        this.pause = min;
    }

    /** The pause after a poll that brought something. */
    Duration afterSomething() {
        pause = min;
        return pause;
    }

    /** The pause after a poll that brought nothing. */
    Duration afterNothing() {
        Duration now = pause;
        Duration longer =
                pause.isZero() ? SOME : Duration.ofNanos((long) (pause.toNanos() * GROWTH));
        pause = longer.compareTo(max) > 0 ? max : longer;
        return now;
    }
}
