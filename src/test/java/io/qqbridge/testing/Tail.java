package io.qqbridge.testing;

import static org.awaitility.Awaitility.await;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Reads topics from their beginning, all the time, and hands on every record. */
public final class Tail implements AutoCloseable {
    private final KafkaConsumer<String, byte[]> consumer;
    private final Consumer<Seen> observer;
    private final Thread thread;

    /**
     * Starts to read.
     *
     * @param topics they must exist
     * @param settings of the consumer, besides those that reading needs
     * @param observer is told of each record in the one thread that reads; records of one partition
     *     are in order
     */
    public Tail(
            String bootstrapServers,
            Collection<String> topics,
            Map<String, ?> settings,
            Consumer<Seen> observer) {
        Map<String, Object> all = new HashMap<>(settings);
        all.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        all.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        all.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        consumer = new KafkaConsumer<>(all, new StringDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions =
                topics.stream()
                        .flatMap(topic -> partitions(topic).stream())
                        .map(info -> new TopicPartition(info.topic(), info.partition()))
                        .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        this.observer = observer;
        // A JVM shall end though somebody forgot to close this.
        thread = Thread.ofPlatform().daemon().name("tail").start(this::read);
    }

    /** A topic that was just made may not be known to all brokers yet. */
    private List<PartitionInfo> partitions(String topic) {
        return await().pollInSameThread()
                .until(() -> consumer.partitionsFor(topic), found -> !found.isEmpty());
    }

    private void read() {
        try (consumer) {
            while (true) {
                consumer.poll(Duration.ofSeconds(1))
                        .forEach(record -> observer.accept(new Seen(record)));
            }
        } catch (WakeupException e) {
            // close() asked for it.
            return;
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
