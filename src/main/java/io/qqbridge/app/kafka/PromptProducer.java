package io.qqbridge.app.kafka;

import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.LongSupplier;

/**
 * A producer that does not keep its callers long while Kafka is away. Kafka's own makes each record
 * of a list wait for the cluster's metadata in turn ({@code max.block.ms}), and closes without a
 * limit: a session that hands over a hundred messages would show no sign of life for minutes.
 */
final class PromptProducer extends KafkaProducer<Object, Object> {
    /** What a stopping producer still grants records that no broker has acknowledged. */
    private static final Duration CLOSE = Duration.ofSeconds(3);

    /** How long one record that waited in vain speaks for those behind it. */
    private static final long SAME_MOMENT_NANOS = Duration.ofSeconds(1).toNanos();

    private final LongSupplier nanos;
    private volatile @Nullable Failure last;

    private record Failure(TimeoutException reason, long nanos) {}

    PromptProducer(Properties properties) {
        this(properties, System::nanoTime);
    }

    /**
     * @param nanos a clock like {@link System#nanoTime}
     */
    PromptProducer(Properties properties, LongSupplier nanos) {
        super(properties);
        this.nanos = nanos;
    }

    @Override
    public Future<RecordMetadata> send(ProducerRecord<Object, Object> record, Callback callback) {
        Failure failure = last;
        if (failure != null && nanos.getAsLong() - failure.nanos() < SAME_MOMENT_NANOS) {
            callback.onCompletion(null, failure.reason());
            return CompletableFuture.failedFuture(failure.reason());
        }
        return super.send(
                record,
                (metadata, exception) -> {
                    if (exception instanceof TimeoutException timeout) {
                        last = new Failure(timeout, nanos.getAsLong());
                    }
                    callback.onCompletion(metadata, exception);
                });
    }

    @Override
    public void close() {
        close(CLOSE);
    }
}
