package io.qqbridge.app.kafka;

import io.qqbridge.event.CommandRecord;
import io.qqbridge.event.DeadLetter.Origin;
import io.qqbridge.gateway.CommandEnds;
import io.qqbridge.gateway.CommandSource;

import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;

/**
 * How far the commands of each partition have come: they end in any order, and Kafka can only be
 * told of one offset. All before the first that is not done may be committed.
 */
public final class CommandProgress implements CommandSource {
    private static final long NOWHERE = -1;

    private final CommandEnds ends;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition fewer = lock.newCondition();
    private final Map<TopicPartition, Shelf> shelves = new HashMap<>();
    private final Set<TopicPartition> ours = ConcurrentHashMap.newKeySet();

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
        private long next = NOWHERE;
        private long committed = NOWHERE;
        private int left;
        private long bytes;

        void take(long offset, int bytes) {
            if (committed == NOWHERE) {
                committed = offset;
            }
            next = offset + 1;
            put(offset, new Open(Stage.TAKEN, bytes));
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

    /** Commands were read; those of a partition in order. */
    void taken(List<CommandRecord> records) {
        changeAll(records, (shelf, record) -> shelf.take(offset(record), record.value().length));
    }

    /** The route is through with them; it may have given some to nobody. */
    void passed(List<CommandRecord> records, boolean isWell) {
        changeAll(records, (shelf, record) -> shelf.passed(offset(record), isWell));
    }

    @Override
    public void accepted(List<CommandRecord> records) {
        changeAll(records, (shelf, record) -> shelf.move(offset(record), Stage.ACCEPTED));
    }

    /**
     * Nothing that lies behind it may be carried out before it: all of its partition that has not
     * begun is left too, and read again from there.
     */
    @Override
    public void left(CommandRecord record) {
        givenUp(List.of(partition(record)));
        changeAll(List.of(record), (shelf, command) -> shelf.move(offset(command), Stage.LEFT));
    }

    @Override
    public boolean isShared() {
        return false;
    }

    @Override
    public CompletableFuture<Void> done(List<CommandRecord> records) {
        changeAll(records, (shelf, record) -> shelf.remove(offset(record)));
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public boolean isOurs(CommandRecord record) {
        return ours.contains(partition(record));
    }

    /** Passes over those whose partition is another's by now. */
    private void changeAll(List<CommandRecord> records, BiConsumer<Shelf, CommandRecord> change) {
        lock.lock();
        try {
            for (CommandRecord record : records) {
                Shelf shelf = shelves.get(partition(record));
                if (shelf != null) {
                    change.accept(shelf, record);
                }
            }
            fewer.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private static TopicPartition partition(CommandRecord record) {
        Origin origin = origin(record);
        return new TopicPartition(origin.topic(), origin.partition());
    }

    private static long offset(CommandRecord record) {
        return origin(record).offset();
    }

    private static Origin origin(CommandRecord record) {
        return Objects.requireNonNull(record.origin(), "it has no place in Kafka");
    }

    /** These are ours from now on. */
    void gained(Collection<TopicPartition> partitions) {
        lock.lock();
        try {
            partitions.forEach(partition -> shelves.putIfAbsent(partition, new Shelf()));
        } finally {
            lock.unlock();
        }
        ours.addAll(partitions);
    }

    /** These are another's from now on: nothing of them is carried out that has not begun. */
    void givenUp(Collection<TopicPartition> partitions) {
        partitions.forEach(ours::remove);
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

    /**
     * The partitions of which something was left and nothing is under way any more, with the
     * offsets from which they are to be read again. They are ours once more.
     */
    Map<TopicPartition, Long> toBeReadAgain() {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        lock.lock();
        try {
            shelves.forEach(
                    (partition, shelf) -> {
                        if (!ours.contains(partition) && shelf.left > 0 && shelf.isSettled()) {
                            offsets.put(partition, shelf.done());
                        }
                    });
            for (TopicPartition partition : offsets.keySet()) {
                shelves.put(partition, new Shelf());
            }
        } finally {
            lock.unlock();
        }
        ours.addAll(offsets.keySet());
        return offsets;
    }

    /** What has been done of these is committed, or will be done again by another. */
    void forget(Collection<TopicPartition> partitions) {
        givenUp(partitions);
        lock.lock();
        try {
            partitions.forEach(shelves::remove);
        } finally {
            lock.unlock();
        }
    }
}
