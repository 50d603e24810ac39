package io.qqbridge.app.kafka;

import io.qqbridge.component.CommandSource;
import io.qqbridge.event.CommandRecord;
import io.qqbridge.event.DeadLetter.Origin;
import io.qqbridge.gateway.CommandEnds;

import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;

/**
 * How far the commands of each partition have come: they end in any order, and Kafka can only be
 * told of one offset. All before the first that is not done may be committed.
 */
public final class CommandProgress implements CommandSource {
    private final CommandEnds ends;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition fewer = lock.newCondition();
    private final Map<TopicPartition, Shelf> shelves = new HashMap<>();

    /** Where a command is that is not done. */
    private enum Stage {
        /** On its way through the route. */
        TAKEN,
        /** With its account. */
        ACCEPTED,
        /** Nowhere: only another start, or another process, gets it again. */
        LEFT
    }

    private record Open(Stage stage, int bytes) {}

    /** The commands of one partition that were taken and are not done, by offset. */
    private static final class Shelf {
        private final NavigableMap<Long, Open> open = new TreeMap<>();
        private long next;
        private long committed;
        private int left;
        private long bytes;

        Shelf(long first) {
            this.committed = first;
        }

        void put(long offset, Open command) {
            remove(offset);
            open.put(offset, command);
            bytes += command.bytes();
            left += command.stage() == Stage.LEFT ? 1 : 0;
        }

        void remove(long offset) {
            Open command = open.remove(offset);
            if (command != null) {
                bytes -= command.bytes();
                left -= command.stage() == Stage.LEFT ? 1 : 0;
            }
        }

        void move(long offset, Stage stage) {
            Open command = open.get(offset);
            if (command != null) {
                put(offset, new Open(stage, command.bytes()));
            }
        }

        void passed(long offset, boolean isWell) {
            Open command = open.get(offset);
            if (command != null && command.stage() == Stage.TAKEN) {
                if (isWell) {
                    remove(offset);
                } else {
                    move(offset, Stage.LEFT);
                }
            }
        }

        boolean isSettled() {
            return open.size() == left;
        }

        /** Behind the last that is done, with none before it that is not. */
        long done() {
            return open.isEmpty() ? next : open.firstKey();
        }
    }

    /**
     * What is under way of one partition.
     *
     * @param bytes of the commands' values
     */
    record Load(int commands, long bytes) {}

    /**
     * @param ends is told what Kafka does not give out again
     */
    public CommandProgress(CommandEnds ends) {
        this.ends = ends;
    }

    /** A command was read, of so many bytes; those of a partition in order. */
    void taken(TopicPartition partition, long offset, int bytes) {
        lock.lock();
        try {
            Shelf shelf = shelves.computeIfAbsent(partition, first -> new Shelf(offset));
            shelf.put(offset, new Open(Stage.TAKEN, bytes));
            shelf.next = offset + 1;
        } finally {
            lock.unlock();
        }
    }

    /** The route is through with it; it may have given it to nobody. */
    void passed(CommandRecord record, boolean isWell) {
        change(record, (shelf, offset) -> shelf.passed(offset, isWell));
    }

    @Override
    public void accepted(CommandRecord record) {
        change(record, (shelf, offset) -> shelf.move(offset, Stage.ACCEPTED));
    }

    @Override
    public void left(CommandRecord record) {
        change(record, (shelf, offset) -> shelf.move(offset, Stage.LEFT));
    }

    @Override
    public void done(List<CommandRecord> records) {
        records.forEach(record -> change(record, Shelf::remove));
    }

    @Override
    public boolean isOurs(CommandRecord record) {
        AtomicBoolean isOurs = new AtomicBoolean();
        change(record, (shelf, offset) -> isOurs.set(shelf.open.containsKey(offset)));
        return isOurs.get();
    }

    /** Changes nothing where its partition is no longer ours, or where a route made it. */
    private void change(CommandRecord record, BiConsumer<Shelf, Long> change) {
        Origin origin = record.origin();
        if (origin == null) {
            return;
        }
        lock.lock();
        try {
            Shelf shelf = shelves.get(new TopicPartition(origin.topic(), origin.partition()));
            if (shelf != null) {
                change.accept(shelf, origin.offset());
                fewer.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** What is under way of this partition. */
    Load load(TopicPartition partition) {
        lock.lock();
        try {
            Shelf shelf = shelves.get(partition);
            return shelf == null ? new Load(0, 0) : new Load(shelf.open.size(), shelf.bytes);
        } finally {
            lock.unlock();
        }
    }

    /** What Kafka has not been told yet. */
    Map<TopicPartition, OffsetAndMetadata> committable() {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        lock.lock();
        try {
            shelves.forEach(
                    (partition, shelf) -> {
                        if (shelf.done() > shelf.committed) {
                            offsets.put(partition, new OffsetAndMetadata(shelf.done()));
                        }
                    });
        } finally {
            lock.unlock();
        }
        return offsets;
    }

    /** Kafka has taken these. */
    void committed(Map<TopicPartition, OffsetAndMetadata> offsets) {
        lock.lock();
        try {
            offsets.forEach(
                    (partition, offset) -> {
                        Shelf shelf = shelves.get(partition);
                        if (shelf != null) {
                            shelf.committed = Math.max(shelf.committed, offset.offset());
                        }
                    });
        } finally {
            lock.unlock();
        }
        offsets.forEach(
                (partition, offset) ->
                        ends.committed(partition.topic(), partition.partition(), offset.offset()));
    }

    /**
     * Waits until all of these partitions that is under way has come to its end, but not longer.
     */
    void settle(Collection<TopicPartition> partitions, Duration atMost) {
        long left = atMost.toNanos();
        lock.lock();
        try {
            while (left > 0 && !isSettled(partitions)) {
                left = fewer.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    private boolean isSettled(Collection<TopicPartition> partitions) {
        return partitions.stream()
                .map(shelves::get)
                .allMatch(shelf -> shelf == null || shelf.isSettled());
    }

    /** These are another's from now on: nothing of them is carried out that has not begun. */
    void forget(Collection<TopicPartition> partitions) {
        lock.lock();
        try {
            partitions.forEach(shelves::remove);
        } finally {
            lock.unlock();
        }
    }
}
