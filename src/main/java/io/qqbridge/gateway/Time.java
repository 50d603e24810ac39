package io.qqbridge.gateway;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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
                    LockSupport.parkNanos(this, about.toNanos());
                }
            };

    /** The time of day, in milliseconds, which every reader of RFC 3339 takes. */
    Instant now();

    /** Nanoseconds from an arbitrary start, never going back. */
    long nanos();

    /**
     * How much time has passed.
     *
     * @param start a moment of {@link #nanos}
     */
    default Duration since(long start) {
        return Duration.ofNanos(nanos() - start);
    }

    /** Blocks the calling thread for about so long, until it is unparked or interrupted at most. */
    void pause(Duration about);

    /**
     * Blocks the calling thread until something has come to an end, well or not, or for about so
     * long.
     *
     * @return whether it has
     */
    default boolean await(CompletableFuture<?> end, Duration atMost) throws InterruptedException {
        return awaitFurther(end, atMost);
    }

    /**
     * The same for who waits again and again for one end: nothing stays behind at that when the
     * time is up.
     */
    default boolean awaitFurther(CompletableFuture<?> end, Duration atMost)
            throws InterruptedException {
        try {
            end.get(atMost.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException e) {
            return end.isDone();
        }
        return true;
    }
}
