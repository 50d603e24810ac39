package io.qqbridge.app.kafka;

import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/** The names of the settings that Kafka's clients know. */
public final class KafkaKeys {
    private static final Set<String> ALL = collected();

    private KafkaKeys() {}

    /** Those of producers, consumers and the admin client together. */
    public static Set<String> all() {
        return ALL;
    }

    private static Set<String> collected() {
        Set<String> all = new TreeSet<>(ProducerConfig.configNames());
        all.addAll(ConsumerConfig.configNames());
        all.addAll(AdminClientConfig.configNames());
        return Collections.unmodifiableSet(all);
    }
}
