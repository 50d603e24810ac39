package io.qqbridge.app.kafka;

import io.qqbridge.cluster.Shares;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.DoubleSupplier;
import java.util.regex.Pattern;

/**
 * Reads commands ahead of those that are being carried out: each poll commits what has been done
 * since the last, and a partition of which much is under way waits, without holding up the others.
 * In a cluster it is here that the accounts of a partition come and go with it. Camel's part is to
 * poll, and to give each record to the route.
 */
final class CommandConsumer extends KafkaConsumer<Object, Object> {
    private static final Logger LOG = LoggerFactory.getLogger("qq.bridge");

    /** So much of one partition may be under way; what one more poll brings comes on top. */
    private static final int MOST_COMMANDS = 300;

    private static final long MOST_BYTES = 4L * 1024 * 1024;

    /** How soon a partition that waits is looked at again. */
    private static final Duration SOON = Duration.ofMillis(2);

    /** What is under way is granted to come to its end before its partition is another's. */
    private static final Duration SETTLING = Duration.ofSeconds(3);

    private static final String SINCE_HEARTBEAT = "last-heartbeat-seconds-ago";
    private static final String HEARTBEATS_ANSWERED = "heartbeat-total";

    private static final Duration COMMITTING = Duration.ofSeconds(1);

    private final CommandProgress progress;
    private final Shares shares;
    private final Duration patience;
    private final Heartbeats heartbeats;
    private final Set<TopicPartition> waiting = new HashSet<>();
    private boolean committing;

    /**
     * Camel's batch goes to the route at the next poll. That one brings nothing, for it could bring
     * the news that partitions in the batch are another's.
     */
    private boolean handsOver;

    CommandConsumer(Properties properties, CommandGroup group) {
        super(properties);
        this.progress = group.progress();
        this.shares = group.shares();
        this.patience =
                Duration.ofMillis(
                        Long.parseLong(
                                String.valueOf(
                                        properties.get(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG))));
        this.heartbeats =
                new Heartbeats(
                        metric(SINCE_HEARTBEAT), metric(HEARTBEATS_ANSWERED), System::nanoTime);
    }

    private DoubleSupplier metric(String name) {
        Metric metric =
                metrics().entrySet().stream()
                        .filter(each -> each.getKey().name().equals(name))
                        .<Metric>map(Map.Entry::getValue)
                        .findFirst()
                        .orElseThrow(() -> new IllegalStateException("Kafka has no " + name));
        return () -> ((Number) metric.metricValue()).doubleValue();
    }

    @Override
    public ConsumerRecords<Object, Object> poll(Duration timeout) {
        if (handsOver) {
            handsOver = false;
            return ConsumerRecords.empty();
        }
        commitDone();
        readAgainWhatWasLeft();
        letSomeWait();
        ConsumerRecords<Object, Object> records =
                super.poll(waiting.isEmpty() || timeout.compareTo(SOON) < 0 ? timeout : SOON);
        handsOver = !records.isEmpty();
        return records;
    }

    /**
     * What was left because the group had not heard of us for long is ours still, or ours again.
     */
    private void readAgainWhatWasLeft() {
        if (heartbeats.silence().compareTo(patience) < 0) {
            Map<TopicPartition, Long> from = progress.toBeReadAgain();
            from.keySet().retainAll(assignment());
            from.forEach(this::seek);
        }
    }

    private void letSomeWait() {
        Set<TopicPartition> assigned = assignment();
        waiting.retainAll(assigned);
        for (TopicPartition partition : assigned) {
            Shelf.Load load = progress.load(partition);
            boolean isServed = shares.isServed(partition.partition());
            if (!isServed || load.commands() >= MOST_COMMANDS || load.bytes() >= MOST_BYTES) {
                if (waiting.add(partition)) {
                    pause(Set.of(partition));
                }
            } else if (load.commands() < MOST_COMMANDS / 2
                    && load.bytes() < MOST_BYTES / 2
                    && waiting.remove(partition)) {
                resume(Set.of(partition));
            }
        }
    }

    private static List<Integer> numbers(Collection<TopicPartition> partitions) {
        return partitions.stream().map(TopicPartition::partition).toList();
    }

    /** What fails now is part of the next commit. */
    private void commitDone() {
        Map<TopicPartition, OffsetAndMetadata> done = progress.committable();
        if (!committing && !done.isEmpty()) {
            commit(done);
        }
    }

    private void commit(Map<TopicPartition, OffsetAndMetadata> done) {
        committing = true;
        commitAsync(
                done,
                (offsets, failure) -> {
                    committing = false;
                    if (failure == null) {
                        progress.committed(offsets);
                    } else {
                        LOG.warn("commands done are not committed yet: {}", failure.toString());
                    }
                });
    }

    /**
     * Commits nothing: Camel takes a command for done when it is through the route, though then it
     * has hardly begun.
     */
    @Override
    public void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets, Duration timeout) {
        // What is done is committed by the next poll.
    }

    @Override
    public void subscribe(Collection<String> topics, ConsumerRebalanceListener listener) {
        super.subscribe(topics, new Handover(listener));
    }

    @Override
    public void subscribe(Pattern pattern, ConsumerRebalanceListener listener) {
        super.subscribe(pattern, new Handover(listener));
    }

    /** Where whoever had these partitions before stopped. */
    private Map<TopicPartition, OffsetAndMetadata> stopped(Collection<TopicPartition> partitions) {
        try {
            return committed(Set.copyOf(partitions), COMMITTING);
        } catch (KafkaException e) {
            LOG.warn(
                    "{}: it is not known how far commands came; some that were carried out may be"
                            + " read again, and their results come again with the same ids: {}",
                    partitions,
                    e.toString());
            return Map.of();
        }
    }

    private void commitBefore(Collection<TopicPartition> handedOver) {
        Map<TopicPartition, OffsetAndMetadata> done = progress.lastOf(handedOver);
        if (done.isEmpty()) {
            return;
        }
        try {
            super.commitSync(done, COMMITTING);
            progress.committed(done);
        } catch (KafkaException e) {
            LOG.warn(
                    "{}: commands done are not committed; they will be read again, and their results"
                            + " come again with the same ids: {}",
                    handedOver,
                    e.toString());
        }
    }

    /** A partition is handed over with nothing under way, and everything committed that is done. */
    private final class Handover implements ConsumerRebalanceListener {
        private final ConsumerRebalanceListener camels;

        Handover(ConsumerRebalanceListener camels) {
            this.camels = camels;
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            heartbeats.heard();
            // Also where none of them is new: the topic may have more than before.
            for (String topic : subscription()) {
                shares.joins(partitionsFor(topic).size(), patience, heartbeats::silence);
            }
            progress.gained(partitions, stopped(partitions));
            shares.gained(numbers(partitions));
            letSomeWait();
            camels.onPartitionsAssigned(partitions);
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            progress.settle(partitions, SETTLING);
            progress.givenUp(partitions);
            shares.giveBack(numbers(partitions));
            commitBefore(partitions);
            progress.forget(partitions);
            camels.onPartitionsRevoked(partitions);
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            progress.forget(partitions);
            shares.lost(numbers(partitions));
            camels.onPartitionsRevoked(partitions);
        }
    }
}
