package io.qqbridge.app.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

class KafkaClientsTest {
    private static final String NAME = "kafka-clients-test";

    @Test
    void clientsShowTheirOwnMeasuresOnlyToWhomAsksForThem() throws Exception {
        assertThat(beansOfAClientWith(Map.of())).isEmpty();
        assertThat(
                        beansOfAClientWith(
                                Map.of(
                                        "metric.reporters",
                                        "org.apache.kafka.common.metrics.JmxReporter")))
                .isNotEmpty();
    }

    private static Set<ObjectName> beansOfAClientWith(Map<String, String> settings)
            throws MalformedObjectNameException {
        var all = new HashMap<>(settings);
        all.put("bootstrap.servers", "127.0.0.1:1");
        all.put("client.id", NAME);
        try (var client = new KafkaClients(all).admin(Duration.ofSeconds(1))) {
            assertThat(client.metrics()).isNotEmpty();
            return ManagementFactory.getPlatformMBeanServer()
                    .queryNames(new ObjectName("kafka.*:client-id=" + NAME + ",*"), null);
        }
    }
}
