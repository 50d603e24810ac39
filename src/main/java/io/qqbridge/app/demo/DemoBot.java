package io.qqbridge.app.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;

/**
 * A program such as a user of the bridge would write: it reads messages and requests from Kafka and
 * answers with commands.
 */
final class DemoBot implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("qq.demo");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int EVERY = 3;

    private final KafkaProducer<String, String> producer;
    private final String commandTopic;
    private int messages;

    DemoBot(String bootstrapServers, String commandTopic) {
        this.producer =
                new KafkaProducer<>(
                        Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
                        new StringSerializer(),
                        new StringSerializer());
        this.commandTopic = commandTopic;
    }

    /** Answers every third message, and accepts whoever asks to be a contact. */
    void read(ConsumerRecord<String, byte[]> record) {
        if (record.topic().endsWith("message.v1")) {
            if (messages++ % EVERY == 0) {
                JsonNode message = json(record.value());
                command(
                        record.key(),
                        Map.of(
                                "command",
                                "send-message",
                                "to",
                                message.path("from").asText(),
                                "text",
                                "收到 (got it): " + message.path("text").asText()));
            }
        } else if (record.topic().endsWith("request.v1")) {
            JsonNode request = json(record.value());
            if (request.path("kind").asText().equals("asked")) {
                command(
                        record.key(),
                        Map.of(
                                "command",
                                "answer-request",
                                "contact",
                                request.path("contact").asText(),
                                "answer",
                                "accept"));
            }
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the callback hears of a failure
    private void command(String account, Map<String, String> command) {
        try {
            producer.send(
                    new ProducerRecord<>(commandTopic, account, JSON.writeValueAsString(command)),
                    (metadata, failure) -> {
                        if (failure != null) {
                            LOG.warn(
                                    "a command of the demo's bot was lost: {}", failure.toString());
                        }
                    });
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode json(byte[] value) {
        try {
            return JSON.readTree(value);
        } catch (IOException e) {
            throw new UncheckedIOException("the bridge wrote a message that is no JSON", e);
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(2));
    }
}
