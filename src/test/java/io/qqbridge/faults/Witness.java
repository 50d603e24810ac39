package io.qqbridge.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.qqbridge.testing.Seen;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Reads messages and results as they come, keeps none, and notes each in its run's books. */
final class Witness implements AutoCloseable {
    static final String MESSAGES = "qq.message.v1";
    static final String RESULTS = "qq.result.v1";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final KafkaConsumer<String, byte[]> consumer;
    private final Map<String, Heard> runs = new ConcurrentHashMap<>();
    private final Thread thread;

    /** Starts to read; the topics must be there. */
    Witness(String bootstrapServers) {
        consumer =
                new KafkaConsumer<>(
                        Map.of(
                                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                bootstrapServers,
                                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                                false,
                                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                                false,
                                ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                                200,
                                ConsumerConfig.METADATA_MAX_AGE_CONFIG,
                                1_000),
                        new StringDeserializer(),
                        new ByteArrayDeserializer());
        List<TopicPartition> partitions =
                List.of(MESSAGES, RESULTS).stream()
                        .flatMap(topic -> consumer.partitionsFor(topic).stream())
                        .map(info -> new TopicPartition(info.topic(), info.partition()))
                        .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        thread = Thread.ofPlatform().daemon().name("witness").start(this::read);
    }

    private void read() {
        try (consumer) {
            while (true) {
                consumer.poll(Duration.ofSeconds(1)).forEach(this::note);
            }
        } catch (WakeupException e) {
            // close() asked for it.
            return;
        }
    }

    private void note(ConsumerRecord<String, byte[]> record) {
        Seen seen = new Seen(record);
        String id = String.valueOf(seen.header("ce_id"));
        JsonNode value = json(record.value());
        if (record.topic().equals(MESSAGES)) {
            Numbered message = Numbered.read(value.path("text").asText());
            heard(message.run())
                    .message(
                            record.key(),
                            message.number(),
                            id,
                            Instant.parse(value.path("receivedAt").asText()));
        } else {
            Numbered command = Numbered.read(String.valueOf(seen.header("ce_causationid")));
            heard(command.run())
                    .result(
                            value.path("account").asText(),
                            command.number(),
                            id,
                            value.path("outcome").asText());
        }
    }

    /** What has come of a run so far, and what will. */
    Heard heard(String run) {
        return runs.computeIfAbsent(run, first -> new Heard());
    }

    private static JsonNode json(byte[] value) {
        try {
            return MAPPER.readTree(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        consumer.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
