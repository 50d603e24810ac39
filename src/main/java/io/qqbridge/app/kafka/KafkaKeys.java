package io.qqbridge.app.kafka;

import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

import java.util.Set;
import java.util.TreeSet;

/** The names of the settings that Kafka's clients know. */
public final class KafkaKeys {
    private KafkaKeys() {}

    /** Those of producers, consumers and the admin client together. */
    public static Set<String> all() {
        Set<String> all = new TreeSet<>(ProducerConfig.configNames());
        all.addAll(ConsumerConfig.configNames());
        all.addAll(AdminClientConfig.configNames());
        return all;
    }
}
