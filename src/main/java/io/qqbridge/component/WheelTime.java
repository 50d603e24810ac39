package io.qqbridge.component;

import io.netty.util.HashedWheelTimer;
import io.netty.util.Timeout;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.qqbridge.gateway.Time;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The machine's time, by a wheel of ticks: a pause and a time limit cost a place in it, and what
 * ends together is woken together. A virtual thread's own wait with a time limit wakes a thread of
 * the JVM each time, twice if it is not used up, and that costs more than most polls do (seen with
 * Java 25; see decision 8).
 */
public final class WheelTime implements Time {
    private static final Duration TICK = Duration.ofMillis(10);

    /** A shorter pause would be lengthened by too much. */
    private static final Duration SHORT = TICK.multipliedBy(4);

    /** The one of this process; its thread ends with it. */
    public static final WheelTime SYSTEM = new WheelTime();

    private final HashedWheelTimer wheel =
            new HashedWheelTimer(
                    new DefaultThreadFactory("qq-clock", true),
                    TICK.toMillis(),
                    TimeUnit.MILLISECONDS,
                    1024);

    private WheelTime() {}

    @Override
    public Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    /**
     * Ends up to a sixteenth early: sessions that once waited for the same sync or acknowledgement
     * would poll together from then on, and in ever larger crowds.
     */
    @Override
    public void pause(Duration atMost) {
        Duration about = atMost.minusNanos(early(atMost.toNanos()));
        if (about.compareTo(SHORT) < 0) {
            LockSupport.parkNanos(this, about.toNanos());
            return;
        }
        Thread paused = Thread.currentThread();
        Timeout end = after(about, () -> LockSupport.unpark(paused));
        LockSupport.park(this);
        end.cancel();
    }

    private static long early(long nanos) {
        return nanos < 16 ? 0 : ThreadLocalRandom.current().nextLong(nanos / 16);
    }

    @Override
    public boolean await(CompletableFuture<?> end, Duration atMost) throws InterruptedException {
        CompletableFuture<Void> either = new CompletableFuture<>();
        CompletableFuture<?> unused = end.whenComplete((result, failure) -> either.complete(null));
        Timeout limit = after(atMost, () -> either.complete(null));
        try {
            either.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("it is never failed", e);
        } finally {
            limit.cancel();
        }
        return end.isDone();
    }

    /** Does something short, unless it is cancelled before, after so long or a tick more. */
    Timeout after(Duration delay, Runnable action) {
        return wheel.newTimeout(timeout -> action.run(), delay.toNanos(), TimeUnit.NANOSECONDS);
    }
}
