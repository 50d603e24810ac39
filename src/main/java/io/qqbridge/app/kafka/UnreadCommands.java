package io.qqbridge.app.kafka;

import io.qqbridge.app.kafka.KafkaCluster.Reached;

import org.apache.camel.component.kafka.PollExceptionStrategy;
import org.apache.kafka.common.errors.AuthenticationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * What happens when Kafka refuses to be read from: one line, and another try, for as long as it
 * takes. Camel's own strategies log a trace each time, and skip the record that may be to blame.
 */
public final class UnreadCommands implements PollExceptionStrategy {
    private static final Logger LOG = LoggerFactory.getLogger("qq.bridge");

    /** Between two tries. */
    private static final Duration PAUSE = Duration.ofMillis(500);

    /** Without a failure for so long, the next one is another outage. */
    private static final Duration OUTAGE_OVER = Duration.ofMinutes(1);

    private final Refusal refusal = new Refusal(Map.of());
    private String said = "";
    private long failedAt;

    /** Made by Camel, for each {@code kafka:} endpoint that a route reads from. */
    public UnreadCommands() {}

    @Override
    public boolean canContinue() {
        return true;
    }

    @Override
    public synchronized void handle(long lastOffset, Exception failure) {
        String reason = reason(failure);
        long now = System.nanoTime();
        if (!reason.equals(said) || now - failedAt > OUTAGE_OVER.toNanos()) {
            LOG.error("commands cannot be read from Kafka, trying again: {}", reason);
        }
        said = reason;
        failedAt = now;
        LockSupport.parkNanos(PAUSE.toNanos());
    }

    private String reason(Exception failure) {
        if (failure instanceof AuthenticationException refused) {
            Reached.Never never = refusal.of(refused);
            return "%s (mend %s)".formatted(never.reason(), never.keys());
        }
        return refusal.clause(failure);
    }
}
