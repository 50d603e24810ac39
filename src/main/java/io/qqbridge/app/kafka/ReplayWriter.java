package io.qqbridge.app.kafka;

import io.qqbridge.app.kafka.Replay.Fate;
import io.qqbridge.event.CommandRecord;
import io.qqbridge.event.DeadLetter.Origin;

import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.ExecutionException;

/** Writes letters to the command topic as the records that they were. */
final class ReplayWriter {
    private final Producer<byte[], byte[]> producer;
    private final String topic;
    private final int partitions;

    ReplayWriter(Producer<byte[], byte[]> producer, String topic, int partitions) {
        this.producer = producer;
        this.topic = topic;
        this.partitions = partitions;
    }

    /**
     * Writes one, and waits until Kafka has it.
     *
     * @throws KafkaException when Kafka does not answer, or takes nothing of us
     */
    Fate write(Letter letter) {
        try {
            producer.send(record(letter)).get();
            return new Fate.Taken();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RecordTooLargeException) {
                return new Fate.Refused("it is too large for the topic");
            }
            throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private ProducerRecord<byte[], byte[]> record(Letter letter) {
        RecordHeaders headers = new RecordHeaders();
        for (Header header : letter.repeated()) {
            if (!header.key().equals(CommandRecord.REPLAYED)) {
                headers.add(header);
            }
        }
        headers.add("ce_id", bytes(Objects.requireNonNull(letter.commandId())));
        headers.add(CommandRecord.REPLAYED, bytes(letter.place().toString()));
        String key = letter.key();
        return new ProducerRecord<>(
                topic,
                partition(letter.origin().orElseThrow()),
                key == null ? null : bytes(key),
                letter.value(),
                headers);
    }

    /** Where it was, whoever chose that partition, so that it stays in order with its like. */
    private @Nullable Integer partition(Origin origin) {
        return origin.partition() < partitions ? origin.partition() : null;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
