package io.qqbridge.app.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.qqbridge.event.CommandResult.Outcome;
import io.qqbridge.event.DeadLetter;
import io.qqbridge.event.DeadLetter.Attempt;
import io.qqbridge.event.DeadLetter.Origin;
import io.qqbridge.event.DeadLetter.Stage;
import io.qqbridge.event.Mistake;

import org.apache.camel.Message;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultMessage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.Map;

class DeadLetterHeadersTest {
    private static final String CANARY = "kanarienvogel";
    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

    @Test
    void aCommandThatTheBridgeFailedAtHasAllThatKafkaConnectWrites() {
        Mistake mistake = Mistake.of(new IllegalStateException(CANARY));

        Map<String, Object> headers = headers("10001", mistake);

        assertThat(headers)
                .containsEntry("__connect.errors.topic", "qq.command.v1")
                .containsEntry("__connect.errors.partition", "3")
                .containsEntry("__connect.errors.offset", "42")
                .containsEntry("__connect.errors.connector.name", "qq-bridge")
                .containsEntry("__connect.errors.task.id", "0")
                .containsEntry("__connect.errors.stage", "COMMAND")
                .containsEntry("__connect.errors.class.name", "io.qqbridge.gateway.Commands")
                .containsEntry("__connect.errors.exception.message", "why")
                .containsEntry(
                        "__connect.errors.exception.class.name", "java.lang.IllegalStateException")
                .containsEntry("__connect.errors.exception.stacktrace", mistake.trace())
                .containsEntry("qq_outcome", "unknown")
                .containsEntry("qq_original_key", "10001");
        assertThat(headers.toString()).doesNotContain(CANARY);
    }

    @Test
    void aHeaderThatMayNotBeRepeatedIsNotWhateverItsCase() {
        assertThat(headers("10001", null))
                .containsKey("traceparent")
                .doesNotContainKeys("kafka.OVERRIDE_TOPIC", "KAFKA.override_topic");
    }

    @Test
    void aRecordWithoutAKeyLeavesNoneBehind() {
        assertThat(headers(null, null)).doesNotContainKey("qq_original_key");
    }

    @Test
    void aKeyIsBounded() {
        assertThat(headers("x".repeat(5_000), null))
                .hasEntrySatisfying(
                        "qq_original_key", key -> assertThat((String) key).hasSize(1_000));
    }

    private static Map<String, Object> headers(@Nullable String key, @Nullable Mistake mistake) {
        Message record = new DefaultMessage(new DefaultCamelContext());
        DeadLetterHeaders.add(
                new DeadLetter(
                        "10001",
                        new byte[0],
                        Stage.COMMAND,
                        "why",
                        new Origin("qq.command.v1", 3, 42),
                        Map.of(
                                "traceparent", "00-1",
                                "kafka.OVERRIDE_TOPIC", "elsewhere",
                                "KAFKA.override_topic", "elsewhere"),
                        NOON,
                        new Attempt(key, Outcome.UNKNOWN, mistake)),
                record);
        return record.getHeaders();
    }
}
