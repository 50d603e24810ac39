package io.qqbridge.app.kafka;

import io.qqbridge.event.CommandRecord;
import io.qqbridge.event.DeadLetter.Origin;
import io.qqbridge.gateway.CommandEnds;
import io.qqbridge.gateway.CommandSource;

import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.ObjLongConsumer;

/**
 * How far the commands of each partition have come: they end in any order, and Kafka can only be
 * told of one offset. All before the first that is not done may be committed; what is done behind
 * it goes with that offset, as its metadata.
 */
public final class CommandProgress implements CommandSource {
    private static final Logger LOG = LoggerFactory.getLogger("qq.bridge");

    private final CommandEnds ends;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition fewer = lock.newCondition();
    private final Map<TopicPartition, Shelf> shelves = new HashMap<>();
    private final Set<TopicPartition> ours = ConcurrentHashMap.newKeySet();

    /**
     * @param ends is told what Kafka does not give out again
     */
    public CommandProgress(CommandEnds ends) {
        this.ends = ends;
    }

    /**
     * Commands were read; those of a partition in order.
     *
     * @return those that are to be carried out: not what has been, behind something that was not
     */
    List<CommandRecord> taken(List<CommandRecord> records) {
        List<CommandRecord> wanted = new ArrayList<>(records);
        lock.lock();
        try {
            for (CommandRecord record : records) {
                Shelf shelf = shelves.get(partition(record));
                if (shelf != null && !shelf.take(offset(record), record)) {
                    wanted.remove(record);
                }
            }
        } finally {
            lock.unlock();
        }
        return wanted;
    }

    /** The route is through with them; it may have given some to nobody. */
    void passed(List<CommandRecord> records, boolean isWell) {
        changeAll(records, (shelf, offset) -> shelf.pass(offset, isWell));
    }

    @Override
    public void accepted(List<CommandRecord> records) {
        changeAll(records, Shelf::accept);
    }

    /**
     * Nothing that lies behind it may be carried out before it: all of its partition that has not
     * begun is left too, and read again from there.
     */
    @Override
    public void left(CommandRecord record) {
        changeAll(
                List.of(record),
                (shelf, offset) -> {
                    givenUp(List.of(partition(record)));
                    shelf.leave(offset);
                });
    }

    @Override
    public boolean isShared() {
        return false;
    }

    @Override
    public CompletableFuture<Void> done(List<CommandRecord> records) {
        changeAll(records, Shelf::done);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public boolean isOurs(CommandRecord record) {
        lock.lock();
        try {
            return ours.contains(partition(record)) && holding(record) != null;
        } finally {
            lock.unlock();
        }
    }

    /** The shelf of its partition; null where it is none of ours any more, or has been since. */
    private @Nullable Shelf holding(CommandRecord record) {
        Shelf shelf = shelves.get(partition(record));
        return shelf != null && shelf.holds(offset(record), record) ? shelf : null;
    }

    /**
     * Passes over those whose partition is another's by now, or was meanwhile: those are read
     * again.
     */
    private void changeAll(List<CommandRecord> records, ObjLongConsumer<Shelf> change) {
        lock.lock();
        try {
            for (CommandRecord record : records) {
                Shelf shelf = holding(record);
                if (shelf != null) {
                    change.accept(shelf, offset(record));
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

    /**
     * These are ours from now on.
     *
     * @param stopped where whoever had them stopped, as far as that is known
     */
    void gained(
            Collection<TopicPartition> partitions, Map<TopicPartition, OffsetAndMetadata> stopped) {
        lock.lock();
        try {
            partitions.forEach(
                    partition -> shelves.put(partition, goingOn(stopped.get(partition))));
        } finally {
            lock.unlock();
        }
        ours.addAll(partitions);
    }

    private static Shelf goingOn(@Nullable OffsetAndMetadata stopped) {
        Shelf shelf = new Shelf();
        if (stopped != null) {
            try {
                shelf.goOn(stopped);
            } catch (IllegalArgumentException e) {
                LOG.warn(
                        "the offset {} was committed by another program; what was carried out behind"
                                + " it will be again",
                        stopped.offset());
            }
        }
        return shelf;
    }

    /** These are another's from now on: nothing of them is carried out that has not begun. */
    void givenUp(Collection<TopicPartition> partitions) {
        partitions.forEach(ours::remove);
    }

    /** What is under way of this partition. */
    Shelf.Load load(TopicPartition partition) {
        lock.lock();
        try {
            Shelf shelf = shelves.get(partition);
            return shelf == null ? Shelf.Load.NONE : shelf.load();
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
                        if (shelf.isFurther()) {
                            offsets.put(partition, shelf.position());
                        }
                    });
        } finally {
            lock.unlock();
        }
        return offsets;
    }

    /** What Kafka is to be told before these partitions are another's. */
    Map<TopicPartition, OffsetAndMetadata> lastOf(Collection<TopicPartition> partitions) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        lock.lock();
        try {
            for (TopicPartition partition : partitions) {
                Shelf shelf = shelves.get(partition);
                if (shelf != null && (shelf.isFurther() || shelf.hasDoneAhead())) {
                    offsets.put(partition, shelf.position());
                }
            }
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
                            shelf.committed(offset.offset());
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
                        if (!ours.contains(partition) && shelf.isSettled() && !shelf.isEmpty()) {
                            shelf.startOver();
                            offsets.put(partition, shelf.end());
                        }
                    });
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
