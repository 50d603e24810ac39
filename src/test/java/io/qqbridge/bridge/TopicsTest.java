package io.qqbridge.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.qqbridge.app.Key;
import io.qqbridge.testing.BridgePlan;
import io.qqbridge.testing.BridgeTest;
import io.qqbridge.testing.KafkaForTests;
import io.qqbridge.testing.RunningBridge;

import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

@BridgeTest
class TopicsTest {
    private final KafkaForTests kafka;
    private final RunningBridge bridge;
    private final String prefix;

    /** The dead letter topic is there before the bridge, made by somebody with other wishes. */
    TopicsTest(KafkaForTests kafka) throws Exception {
        this.kafka = kafka;
        BridgePlan plan = RunningBridge.on(kafka).setting(Key.TOPICS_PARTITIONS, "3");
        prefix = plan.prefix();
        NewTopic own = new NewTopic(prefix + "dead.v1", 1, (short) 1);
        kafka.admin()
                .createTopics(List.of(own.configs(Map.of("cleanup.policy", "compact,delete"))))
                .all()
                .get();
        bridge = plan.start();
    }

    @AfterAll
    void stop() {
        bridge.close();
    }

    @Test
    void tablesAreCompactedAndAllElseIsALog() throws Exception {
        for (String table : List.of("presence", "roster", "session")) {
            assertThat(cleanup(table)).as(table).isEqualTo("compact");
        }
        for (String log : List.of("message", "request", "command", "result")) {
            assertThat(cleanup(log)).as(log).isEqualTo("delete");
        }
    }

    @Test
    void eachHasThePartitionsThatTheConfigurationSays() throws Exception {
        Map<String, Integer> partitions =
                kafka
                        .admin()
                        .describeTopics(bridge.topics().all())
                        .allTopicNames()
                        .get()
                        .entrySet()
                        .stream()
                        .collect(
                                Collectors.toMap(
                                        Map.Entry::getKey,
                                        topic -> topic.getValue().partitions().size()));
        partitions.remove(prefix + "dead.v1");
        assertThat(partitions).hasSize(7);
        assertThat(partitions.values()).containsOnly(3);
    }

    @Test
    void aTopicThatWasThereIsLeftAlone() throws Exception {
        assertThat(cleanup("dead")).isEqualTo("compact,delete");
        String dead = prefix + "dead.v1";
        assertThat(kafka.admin().describeTopics(List.of(dead)).allTopicNames().get().get(dead))
                .matches(topic -> topic.partitions().size() == 1);
    }

    private String cleanup(String topic) throws Exception {
        ConfigResource resource =
                new ConfigResource(ConfigResource.Type.TOPIC, prefix + topic + ".v1");
        return kafka.admin()
                .describeConfigs(List.of(resource))
                .all()
                .get()
                .values()
                .iterator()
                .next()
                .get("cleanup.policy")
                .value();
    }
}
