package io.qqbridge.app.kafka;

import java.time.Duration;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * For how long a member's group has not answered it. Kafka's own figure of that name is of
 * heartbeats sent, and a network that swallows them does not keep them from being sent.
 */
final class Heartbeats {
    private final DoubleSupplier answered;
    private final LongSupplier clock;
    private double before;
    private long lookedAt;
    private long heardAt;

    /**
     * @param answered how many heartbeats have been answered so far
     * @param clock nanoseconds from an arbitrary start
     */
    Heartbeats(DoubleSupplier answered, LongSupplier clock) {
        this.answered = answered;
        this.clock = clock;
        heard();
    }

    /** The group has answered in another way: it has dealt out partitions. */
    synchronized void heard() {
        before = answered.getAsDouble();
        lookedAt = clock.getAsLong();
        heardAt = lookedAt;
    }

    /** At least so long: an answer may have come right after the look before this one. */
    synchronized Duration silence() {
        long now = clock.getAsLong();
        double count = answered.getAsDouble();
        if (count > before) {
            before = count;
            heardAt = lookedAt;
        }
        lookedAt = now;
        return Duration.ofNanos(now - heardAt);
    }
}
