package io.qqbridge.console;

import java.util.concurrent.atomic.AtomicLongFieldUpdater;

/**
 * How many a minute, weighted so that the last minute counts most. Without locks and garbage: the
 * level and when it was so lie in one number.
 */
final class Rate {
    private static final AtomicLongFieldUpdater<Rate> STATE =
            AtomicLongFieldUpdater.newUpdater(Rate.class, "state");

    /** What is forgotten by two thirds after so long. */
    private static final double MEMORY_MILLIS = 60_000;

    private static final long TICK_MILLIS = 100;

    /** The level as a float above, when it was so below, in ticks that last for six years. */
    private volatile long state;

    private volatile int count;

    /** So many more, at this moment of a clock in milliseconds. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes, the account's own
    void add(int more, long millis) {
        count += more;
        long before;
        long after;
        do {
            before = state;
            after = packed(level(before, millis) + more, millis);
        } while (!STATE.compareAndSet(this, before, after));
    }

    /** How many there were in all. */
    long count() {
        return count & 0xffff_ffffL;
    }

    /** How many a minute. */
    double perMinute(long millis) {
        return level(state, millis);
    }

    private static double level(long state, long millis) {
        float level = Float.intBitsToFloat((int) (state >>> 32));
        long age = Math.max(0, millis / TICK_MILLIS - (int) state) * TICK_MILLIS;
        return level == 0 ? 0 : level * Math.exp(-age / MEMORY_MILLIS);
    }

    private static long packed(double level, long millis) {
        return (long) Float.floatToRawIntBits((float) level) << 32
                | (millis / TICK_MILLIS & 0xffff_ffffL);
    }
}
