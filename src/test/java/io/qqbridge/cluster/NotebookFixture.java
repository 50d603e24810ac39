package io.qqbridge.cluster;

import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Notes, and a Kafka that takes or refuses each when a test says so. */
final class NotebookFixture {
    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());

    final Notes notes =
            new Notes(
                    "note.v1",
                    () -> producer,
                    () -> {
                        throw new IllegalStateException("nothing is read here");
                    });

    /** Kafka takes the first of what it has been sent and has not taken. */
    void take() {
        producer.completeNext();
    }

    /** Kafka refuses it. */
    void refuse() {
        producer.errorNext(new TimeoutException("Kafka is away"));
    }

    /** All that Kafka was sent, as {@code account: note}. */
    List<String> sent() {
        return producer.history().stream().map(NotebookFixture::text).toList();
    }

    private static String text(ProducerRecord<byte[], byte[]> record) {
        return "%s: %s"
                .formatted(
                        new String(record.key(), StandardCharsets.UTF_8),
                        new String(record.value(), StandardCharsets.UTF_8));
    }
}
