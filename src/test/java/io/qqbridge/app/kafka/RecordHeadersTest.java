package io.qqbridge.app.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.component.kafka.KafkaHeaderFilterStrategy;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordHeadersTest {
    private final RecordHeaders headers = new RecordHeaders();
    private final KafkaHeaderFilterStrategy camels = new KafkaHeaderFilterStrategy();

    @ParameterizedTest
    @ValueSource(
            strings = {
                KafkaConstants.OVERRIDE_TOPIC,
                KafkaConstants.KEY,
                KafkaConstants.MANUAL_COMMIT,
                "KAFKA.override_topic",
                "camelHttpUri",
                "CAMEL",
                "org.apache.camel.anything",
                "ce_id",
                "ce_source",
                "content-type",
                "traceparent",
                "kafka_correlationId",
                "__connect.errors.topic",
                "qq_piece",
                "came",
                ""
            })
    void letsTheSamePassAsCamelKafkasOwnRule(String name) {
        assertThat(headers.applyFilterToCamelHeaders(name, "value", null))
                .isEqualTo(camels.applyFilterToCamelHeaders(name, "value", null));
        assertThat(headers.applyFilterToExternalHeaders(name, "value", null))
                .isEqualTo(camels.applyFilterToExternalHeaders(name, "value", null));
    }
}
