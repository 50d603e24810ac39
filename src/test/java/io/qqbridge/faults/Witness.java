package io.qqbridge.faults;

import com.fasterxml.jackson.databind.JsonNode;

import io.qqbridge.testing.Seen;
import io.qqbridge.testing.Tail;

import org.apache.kafka.clients.consumer.ConsumerConfig;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Reads messages and results as they come, keeps none, and notes each in its run's books. */
final class Witness implements AutoCloseable {
    static final String MESSAGES = "qq.message.v1";
    static final String RESULTS = "qq.result.v1";

    private final Map<String, Heard> runs = new ConcurrentHashMap<>();
    private final Tail tail;

    /** Starts to read; the topics must be there. */
    Witness(String bootstrapServers) {
        tail =
                new Tail(
                        bootstrapServers,
                        List.of(MESSAGES, RESULTS),
                        Map.of(
                                ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                                200,
                                ConsumerConfig.METADATA_MAX_AGE_CONFIG,
                                1_000),
                        this::note);
    }

    private void note(Seen seen) {
        String id = String.valueOf(seen.header("ce_id"));
        JsonNode value = seen.json();
        if (seen.record().topic().equals(MESSAGES)) {
            Numbered message = Numbered.read(value.path("text").asText());
            heard(message.run())
                    .message(
                            seen.key(),
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
                            value.path("outcome").asText(),
                            value.path("reason").asText(""));
        }
    }

    /** What has come of a run so far, and what will. */
    Heard heard(String run) {
        return runs.computeIfAbsent(run, first -> new Heard());
    }

    @Override
    public void close() {
        tail.close();
    }
}
