package io.qqbridge.app.kafka;

import io.qqbridge.app.kafka.KafkaCluster.Reached;

import org.apache.camel.component.kafka.PollExceptionStrategy;
import org.apache.kafka.common.errors.AuthenticationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * What happens when Kafka refuses to be read from: one line, and another try, for as long as it
 * takes. Camel's own strategies log a trace each time, and skip the record that may be to blame.
 */
public final class UnreadCommands implements PollExceptionStrategy {
    private static final Logger LOG = LoggerFactory.getLogger("qq.bridge");

    /** Without a failure for so long, the next one is another outage. */
    private static final Duration OUTAGE_OVER = Duration.ofMinutes(1);

    /** How often the line is repeated while it stays so. */
    private static final Duration REPEATED = Duration.ofHours(1);

    /** A failure is news for so long; while reading fails there is one every second at least. */
    private static final Duration FRESH = Duration.ofSeconds(10);

    private static final int MOST_REASONS = 100;

    private final Refusal refusal;
    private final LongSupplier nanos;
    private final Duration pause;

    /** When each reason was said: several routes may fail, each for its own. */
    private final Map<String, Long> said = new HashMap<>();

    private volatile long failedAt;
    private volatile boolean hasFailed;

    /**
     * For all {@code kafka:} endpoints that routes read from.
     *
     * @param settings of Kafka's clients, by Kafka's own names
     */
    public UnreadCommands(Map<String, String> settings) {
        this(settings, System::nanoTime, Duration.ofMillis(500));
    }

    /**
     * @param nanos a clock like {@link System#nanoTime}
     * @param pause between two tries
     */
    UnreadCommands(Map<String, String> settings, LongSupplier nanos, Duration pause) {
        this.refusal = new Refusal(settings);
        this.nanos = nanos;
        this.pause = pause;
    }

    /** Whether Kafka refuses just now to be read from. */
    public boolean isFailing() {
        return hasFailed && nanos.getAsLong() - failedAt < FRESH.toNanos();
    }

    @Override
    public boolean canContinue() {
        return true;
    }

    @Override
    public synchronized void handle(long lastOffset, Exception failure) {
        String reason = reason(failure);
        long now = nanos.getAsLong();
        if (now - failedAt > OUTAGE_OVER.toNanos() || said.size() > MOST_REASONS) {
            said.clear();
        }
        Long before = said.get(reason);
        if (before == null || now - before > REPEATED.toNanos()) {
            LOG.error("commands cannot be read from Kafka, trying again: {}", reason);
            said.put(reason, now);
        }
        failedAt = now;
        hasFailed = true;
        LockSupport.parkNanos(pause.toNanos());
    }

    private String reason(Exception failure) {
        if (failure instanceof AuthenticationException refused) {
            Reached.Never never = refusal.of(refused);
            return "%s (mend %s)".formatted(never.reason(), never.keys());
        }
        return refusal.clause(failure);
    }
}
