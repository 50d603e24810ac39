package io.qqbridge.cluster;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * The {@link Note} of each account, in a compacted topic with as many partitions as that of the
 * commands: whoever is given a partition reads what the one before noted of its accounts.
 */
public final class Notes implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("qq.cluster");
    private static final Duration POLL = Duration.ofMillis(200);

    /** Without a record for so long, what is missing is not there. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** What the notes that Kafka has not taken yet are granted at a stop. */
    private static final Duration CLOSE = Duration.ofSeconds(3);

    private final String topic;
    private final Supplier<Producer<byte[], byte[]>> writers;
    private final Supplier<Consumer<byte[], byte[]>> readers;
    private final Map<String, Note> byAccount = new ConcurrentHashMap<>();
    private final Writer writer = new Writer();

    /** Made when the first note is written, for until then Kafka need not be there. */
    private final class Writer {
        private volatile Optional<Producer<byte[], byte[]>> producer = Optional.empty();

        Producer<byte[], byte[]> get() {
            return producer.orElseGet(this::make);
        }

        private synchronized Producer<byte[], byte[]> make() {
            Producer<byte[], byte[]> made = producer.orElseGet(writers);
            producer = Optional.of(made);
            return made;
        }
    }

    /**
     * @param writers make a producer that loses nothing
     * @param readers make a consumer that belongs to no group
     */
    public Notes(
            String topic,
            Supplier<Producer<byte[], byte[]>> writers,
            Supplier<Consumer<byte[], byte[]>> readers) {
        this.topic = topic;
        this.writers = writers;
        this.readers = readers;
    }

    /** What is noted of an account. */
    Note of(String account) {
        return byAccount.getOrDefault(account, Note.NONE);
    }

    /**
     * Notes something else of an account, in the order of the calls.
     *
     * @return done when Kafka has it
     */
    CompletableFuture<Void> change(String account, UnaryOperator<Note> change) {
        CompletableFuture<Void> safe = new CompletableFuture<>();
        Note unused =
                byAccount.compute(
                        account,
                        (same, before) -> {
                            Note now = change.apply(before == null ? Note.NONE : before);
                            send(account, now, safe);
                            return now;
                        });
        return safe;
    }

    private void send(String account, Note note, CompletableFuture<Void> safe) {
        Future<?> unused =
                writer.get()
                        .send(
                                new ProducerRecord<>(
                                        topic,
                                        account.getBytes(StandardCharsets.UTF_8),
                                        note.bytes()),
                                (place, failure) -> {
                                    if (failure == null) {
                                        safe.complete(null);
                                    } else {
                                        safe.completeExceptionally(failure);
                                    }
                                });
    }

    /**
     * Reads what is noted of the accounts of these partitions; blocks until all of it is read.
     *
     * @param placement where the accounts' commands lie
     * @throws org.apache.kafka.common.KafkaException when Kafka does not give it
     */
    void read(Set<Integer> partitions, Placement placement) {
        try (Consumer<byte[], byte[]> reader = readers.get()) {
            int all = reader.partitionsFor(topic).size();
            List<TopicPartition> wanted =
                    IntStream.range(0, all)
                            .filter(
                                    partition ->
                                            all != placement.partitions()
                                                    || partitions.contains(partition))
                            .mapToObj(partition -> new TopicPartition(topic, partition))
                            .toList();
            reader.assign(wanted);
            reader.seekToBeginning(wanted);
            Map<TopicPartition, Long> ends = reader.endOffsets(wanted);
            long heard = System.nanoTime();
            while (ends.entrySet().stream()
                    .anyMatch(end -> reader.position(end.getKey()) < end.getValue())) {
                ConsumerRecords<byte[], byte[]> records = reader.poll(POLL);
                records.forEach(record -> take(record, partitions, placement));
                if (!records.isEmpty()) {
                    heard = System.nanoTime();
                } else if (System.nanoTime() - heard > PATIENCE.toNanos()) {
                    throw new TimeoutException("%s is not given up to its end".formatted(topic));
                }
            }
        }
    }

    private void take(
            ConsumerRecord<byte[], byte[]> record, Set<Integer> partitions, Placement placement) {
        if (record.key() == null || record.value() == null) {
            return;
        }
        String account = new String(record.key(), StandardCharsets.UTF_8);
        if (!partitions.contains(placement.of(account))) {
            return;
        }
        Optional<Note> note = Note.read(record.value());
        if (note.isPresent()) {
            byAccount.put(account, note.get());
        } else {
            LOG.warn(
                    "a record of {} is no note and is passed over: partition {}, offset {}",
                    topic,
                    record.partition(),
                    record.offset());
        }
    }

    @Override
    public void close() {
        writer.producer.ifPresent(producer -> producer.close(CLOSE));
    }
}
