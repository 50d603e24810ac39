package io.qqbridge.app.kafka;

import java.time.Duration;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * For how long a member and its group have not heard of each other. Kafka tells when the last
 * heartbeat was sent, which a network that swallows them does not end; and how many were answered,
 * of which a process that stood still finds one waiting that is as old. So it is the longer of
 * both.
 */
final class Heartbeats {
    private final DoubleSupplier sent;
    private final DoubleSupplier answered;
    private final LongSupplier clock;
    private double before;
    private long lookedAt;
    private long heardAt;

    /**
     * @param sent how many seconds ago the last heartbeat was sent; negative before the first
     * @param answered how many heartbeats have been answered so far
     * @param clock nanoseconds from an arbitrary start
     */
    Heartbeats(DoubleSupplier sent, DoubleSupplier answered, LongSupplier clock) {
        this.sent = sent;
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
        Duration unanswered = Duration.ofNanos(now - heardAt);
        Duration unsent = Duration.ofMillis((long) (1000 * sent.getAsDouble()));
        return unanswered.compareTo(unsent) > 0 ? unanswered : unsent;
    }
}
