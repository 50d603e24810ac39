package io.qqbridge.gateway;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.locks.LockSupport;

/** The time that a session lives by; a test brings its own. */
public interface Time {
    /** The machine's. */
    Time SYSTEM =
            new Time() {
                @Override
                public Instant now() {
                    return Instant.now().truncatedTo(ChronoUnit.MILLIS);
                }

                @Override
                public long nanos() {
                    return System.nanoTime();
                }

                @Override
                public void pause(Duration about) {
                    LockSupport.parkNanos(this, shared(about.toNanos(), System.nanoTime()));
                }
            };

    /**
     * A pause made longer by less than a hundredth, so that it ends when others do: a thread that
     * has to be woken costs more than what it is woken for.
     */
    static long shared(long pause, long now) {
        long grain = Long.highestOneBit(pause / 128);
        return grain == 0 ? pause : pause + Math.floorMod(-(now + pause), grain);
    }

    /** The time of day, in milliseconds, which every reader of RFC 3339 takes. */
    Instant now();

    /** Nanoseconds from an arbitrary start, never going back. */
    long nanos();

    /** Blocks the calling thread for about so long, until it is unparked or interrupted at most. */
    void pause(Duration about);
}
