package io.qqbridge.gateway;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Pauses that double with each failure up to a limit, each spread by half so that none line up. */
final class Backoff {
    private final Duration first;
    private final Duration most;
    private final RandomGenerator random;
    private int failures;

    Backoff(Duration first, Duration most, RandomGenerator random) {
        this.first = first;
        this.most = most;
        this.random = random;
    }

    /** The pause after one more failure: between half and the whole of what has grown so far. */
    Duration next() {
        long grown = first.toMillis() << Math.min(failures, 20);
        long limit = Math.min(grown, most.toMillis());
        failures++;
        return Duration.ofMillis(limit / 2 + random.nextLong(limit / 2 + 1));
    }

    /** How often {@link #next} was asked since the last {@link #reset}. */
    int failures() {
        return failures;
    }

    /** What failed has succeeded. */
    void reset() {
        failures = 0;
    }
}
