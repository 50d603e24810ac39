package io.qqbridge.app.kafka;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Reads a topic's partitions from wherever to wherever, without being in a group. */
final class TopicScan {
    private static final Duration POLL = Duration.ofMillis(200);

    private final Consumer<byte[], byte[]> consumer;
    private final Duration patience;

    /**
     * @param patience after so long without a record, Kafka counts as gone
     */
    TopicScan(Consumer<byte[], byte[]> consumer, Duration patience) {
        this.consumer = consumer;
        this.patience = patience;
    }

    /** Its partitions in order; none where there is no such topic. */
    List<TopicPartition> partitions(String topic) {
        return consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .sorted(Comparator.comparingInt(TopicPartition::partition))
                .toList();
    }

    /** Where these partitions end now. */
    Map<TopicPartition, Long> ends(List<TopicPartition> partitions) {
        return consumer.endOffsets(partitions);
    }

    /** When the first records of these partitions were written. */
    Optional<Instant> oldest(Map<TopicPartition, Long> ends) {
        List<Instant> firsts = new ArrayList<>();
        ends.forEach(
                (partition, end) ->
                        read(
                                partition,
                                end,
                                Instant.EPOCH,
                                record -> {
                                    firsts.add(Instant.ofEpochMilli(record.timestamp()));
                                    return false;
                                }));
        return firsts.stream().min(Comparator.naturalOrder());
    }

    /**
     * Reads a partition.
     *
     * @param end the offset to end before
     * @param since what was written before is passed over
     * @param reader is shown each record, in order, and says whether it wants more
     * @throws TimeoutException when Kafka does not answer
     */
    void read(
            TopicPartition partition,
            long end,
            Instant since,
            Predicate<ConsumerRecord<byte[], byte[]>> reader) {
        List<TopicPartition> one = List.of(partition);
        consumer.assign(one);
        if (since.equals(Instant.EPOCH)) {
            consumer.seekToBeginning(one);
        } else {
            var from = consumer.offsetsForTimes(Map.of(partition, since.toEpochMilli()));
            var first = from.get(partition);
            consumer.seek(partition, first == null ? end : first.offset());
        }
        readOn(partition, end, reader);
    }

    /** Reads the last so many records of a partition, or as many as there are. */
    void readLast(
            TopicPartition partition,
            long end,
            long most,
            Predicate<ConsumerRecord<byte[], byte[]>> reader) {
        List<TopicPartition> one = List.of(partition);
        long begin = consumer.beginningOffsets(one).getOrDefault(partition, 0L);
        consumer.assign(one);
        consumer.seek(partition, Math.max(begin, end - most));
        readOn(partition, end, reader);
    }

    private void readOn(
            TopicPartition partition, long end, Predicate<ConsumerRecord<byte[], byte[]>> reader) {
        long heard = System.nanoTime();
        while (consumer.position(partition) < end) {
            var records = consumer.poll(POLL).records(partition);
            for (ConsumerRecord<byte[], byte[]> record : records) {
                if (record.offset() >= end || !reader.test(record)) {
                    return;
                }
            }
            if (!records.isEmpty()) {
                heard = System.nanoTime();
            } else if (System.nanoTime() - heard > patience.toNanos()) {
                throw new TimeoutException("no record came for " + patience.toSeconds() + " s");
            }
        }
    }
}
