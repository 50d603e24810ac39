package io.qqbridge.tracing;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** So many a second, evenly, and up to a second's worth of them at once. */
final class RateLimit {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final long interval;
    private final LongSupplier clock;

    /** When the last one would have been taken had they come evenly. */
    private final AtomicLong due;

    /**
     * @param perSecond how many
     * @param clock nanoseconds from an arbitrary start
     */
    RateLimit(int perSecond, LongSupplier clock) {
        this.interval = SECOND / perSecond;
        this.clock = clock;
        this.due = new AtomicLong(clock.getAsLong() - SECOND);
    }

    /** Takes one, if there is one. */
    boolean take() {
        long now = clock.getAsLong();
        while (true) {
            long last = due.get();
            long next = Math.max(last - now, -SECOND) + now + interval;
            if (next - now > 0) {
                return false;
            }
            if (due.compareAndSet(last, next)) {
                return true;
            }
        }
    }
}
