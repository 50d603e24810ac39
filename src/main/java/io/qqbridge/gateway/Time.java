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
                public void pause(Duration atMost) {
                    LockSupport.parkNanos(this, atMost.toNanos());
                }
            };

    /** The time of day, in milliseconds, which every reader of RFC 3339 takes. */
    Instant now();

    /** Nanoseconds from an arbitrary start, never going back. */
    long nanos();

    /** Blocks the calling thread, until it is unparked or interrupted at the latest. */
    void pause(Duration atMost);
}
