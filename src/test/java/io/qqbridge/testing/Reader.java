package io.qqbridge.testing;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** Reads topics from their beginning, all the time, and keeps every record. */
public final class Reader implements AutoCloseable {
    /** Far beyond what anything here takes, so that a slow machine fails nothing. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final KafkaConsumer<String, byte[]> consumer;
    private final List<Seen> seen = new CopyOnWriteArrayList<>();
    private final Thread thread;

    /** Starts to read topics that exist. */
    public static Reader of(String bootstrapServers, Collection<String> topics) {
        return new Reader(bootstrapServers, topics);
    }

    private Reader(String bootstrapServers, Collection<String> topics) {
        consumer =
                new KafkaConsumer<>(
                        Map.of(
                                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                bootstrapServers,
                                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                                false,
                                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                                false),
                        new StringDeserializer(),
                        new ByteArrayDeserializer());
        List<TopicPartition> partitions =
                topics.stream()
                        .flatMap(topic -> consumer.partitionsFor(topic).stream())
                        .map(info -> new TopicPartition(info.topic(), info.partition()))
                        .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        thread = Thread.ofPlatform().name("reader").start(this::read);
    }

    private void read() {
        try (consumer) {
            while (true) {
                consumer.poll(Duration.ofSeconds(1)).forEach(record -> seen.add(new Seen(record)));
            }
        } catch (WakeupException e) {
            // close() asked for it.
            return;
        }
    }

    /** What has been seen so far on a topic; records of one partition are in order. */
    public List<Seen> seen(String topic) {
        return seen.stream().filter(record -> record.record().topic().equals(topic)).toList();
    }

    /** Waits for a record on a topic, and gives the first. */
    public Seen await(String topic, Predicate<Seen> wanted) {
        return await(topic, 1, wanted).getFirst();
    }

    /** Waits for so many such records on a topic, and gives all there are. */
    public List<Seen> await(String topic, int count, Predicate<Seen> wanted) {
        try {
            return Awaitility.await()
                    .pollInterval(Duration.ofMillis(10))
                    .atMost(PATIENCE)
                    .until(
                            () -> seen(topic).stream().filter(wanted).toList(),
                            found -> found.size() >= count);
        } catch (ConditionTimeoutException e) {
            List<Seen> all = seen(topic);
            throw new AssertionError(
                    "%d such records did not come on %s; there are %d, %d of them such: %s"
                            .formatted(
                                    count,
                                    topic,
                                    all.size(),
                                    all.stream().filter(wanted).count(),
                                    all.subList(Math.max(0, all.size() - 8), all.size())),
                    e);
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
