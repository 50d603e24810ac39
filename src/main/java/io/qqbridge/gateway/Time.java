package io.qqbridge.gateway;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;

/** The time that a session lives by; a test brings its own. */
public interface Time {
    /** The machine's. */
    Time SYSTEM =
            new Time() {
                @Override
                public Instant now() {
                    return Instant.now();
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

    /** The time of day. */
    Instant now();

    /** Nanoseconds from an arbitrary start, never going back. */
    long nanos();

    /** Blocks the calling thread, until it is unparked or interrupted at the latest. */
    void pause(Duration atMost);
}
