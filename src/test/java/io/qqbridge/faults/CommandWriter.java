package io.qqbridge.faults;

import io.qqbridge.testing.Control;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Writes numbered {@code send-message} commands. Nothing of what it writes is lost or out of order,
 * however Kafka fares: it waits as long as it takes.
 */
final class CommandWriter implements Load.Way, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final String run;
    private final String to;
    private final KafkaProducer<String, String> producer;
    private final AtomicReference<Exception> refused = new AtomicReference<>();

    CommandWriter(String bootstrapServers, String run, String to) {
        this.run = run;
        this.to = to;
        producer =
                new KafkaProducer<>(
                        Map.of(
                                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                bootstrapServers,
                                ProducerConfig.ACKS_CONFIG,
                                "all",
                                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                                Integer.MAX_VALUE,
                                // With several under way, a change of leaders can leave a producer
                                // that never gives up with a sequence that no broker takes.
                                ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
                                1,
                                ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                                200,
                                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                                600_000),
                        new StringSerializer(),
                        new StringSerializer());
    }

    @Override
    public void send(String account, List<Integer> numbers) {
        for (int number : numbers) {
            String text = Numbered.text(run, number);
            ProducerRecord<String, String> command =
                    new ProducerRecord<>(
                            "qq.command.v1",
                            account,
                            Control.json(
                                    Map.of("command", "send-message", "to", to, "text", text)));
            // The number identifies a command within its account; the result names the account.
            command.headers().add("ce_id", text.getBytes(StandardCharsets.UTF_8));
            var unused =
                    producer.send(
                            command,
                            (place, trouble) -> {
                                if (trouble != null) {
                                    refused.compareAndSet(null, trouble);
                                }
                            });
        }
    }

    /** Leaves what Kafka does not have. */
    void abandon() {
        producer.close(Duration.ZERO);
    }

    /** Waits until Kafka has all of it, for minutes at most. */
    @Override
    public void close() {
        producer.close(PATIENCE);
        Exception trouble = refused.get();
        if (trouble != null) {
            throw new IllegalStateException("Kafka refused a command", trouble);
        }
    }
}
