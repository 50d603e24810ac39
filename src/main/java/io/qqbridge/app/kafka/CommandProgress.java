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
import java.util.function.Predicate;
import java.util.function.Supplier;

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
        return locked(() -> records.stream().filter(this::take).toList());
    }

    private boolean take(CommandRecord record) {
        Shelf shelf = shelves.get(partition(record));
        return shelf == null || shelf.take(offset(record), record);
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
        return locked(() -> ours.contains(partition(record)) && holding(record) != null);
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
        locked(
                () -> {
                    for (CommandRecord record : records) {
                        Shelf shelf = holding(record);
                        if (shelf != null) {
                            change.accept(shelf, offset(record));
                        }
                    }
                    fewer.signalAll();
                });
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
        locked(
                () ->
                        partitions.forEach(
                                partition ->
                                        shelves.put(
                                                partition,
                                                goingOn(partition, stopped.get(partition)))));
        ours.addAll(partitions);
    }

    private static Shelf goingOn(TopicPartition partition, @Nullable OffsetAndMetadata stopped) {
        Shelf shelf = new Shelf();
        if (stopped != null) {
            try {
                shelf.goOn(stopped);
            } catch (IllegalArgumentException e) {
                LOG.warn(
                        "{}: offset {} was committed by a program that is no bridge; commands done"
                                + " behind it are carried out again (give that program another group"
                                + " than qq.command.group)",
                        partition,
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
        return locked(
                () -> {
                    Shelf shelf = shelves.get(partition);
                    return shelf == null ? Shelf.Load.NONE : shelf.load();
                });
    }

    /** What Kafka has not been told yet. */
    Map<TopicPartition, OffsetAndMetadata> committable() {
        return locked(() -> positions(shelves.keySet(), Shelf::isFurther));
    }

    /** What Kafka is to be told before these partitions are another's. */
    Map<TopicPartition, OffsetAndMetadata> lastOf(Collection<TopicPartition> partitions) {
        return locked(
                () -> positions(partitions, shelf -> shelf.isFurther() || shelf.hasDoneAhead()));
    }

    private Map<TopicPartition, OffsetAndMetadata> positions(
            Collection<TopicPartition> partitions, Predicate<Shelf> isWanted) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        for (TopicPartition partition : partitions) {
            Shelf shelf = shelves.get(partition);
            if (shelf != null && isWanted.test(shelf)) {
                offsets.put(partition, shelf.position());
            }
        }
        return offsets;
    }

    /** Kafka has taken these. */
    void committed(Map<TopicPartition, OffsetAndMetadata> offsets) {
        locked(
                () ->
                        offsets.forEach(
                                (partition, offset) -> {
                                    Shelf shelf = shelves.get(partition);
                                    if (shelf != null) {
                                        shelf.committed(offset.offset());
                                    }
                                }));
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
        locked(
                () ->
                        shelves.forEach(
                                (partition, shelf) -> {
                                    if (!ours.contains(partition)
                                            && shelf.isSettled()
                                            && !shelf.isEmpty()) {
                                        shelf.startOver();
                                        offsets.put(partition, shelf.end());
                                    }
                                }));
        ours.addAll(offsets.keySet());
        return offsets;
    }

    /** What has been done of these is committed, or will be done again by another. */
    void forget(Collection<TopicPartition> partitions) {
        givenUp(partitions);
        locked(() -> partitions.forEach(shelves::remove));
    }

    private void locked(Runnable change) {
        lock.lock();
        try {
            change.run();
        } finally {
            lock.unlock();
        }
    }

    private <T> T locked(Supplier<T> look) {
        lock.lock();
        try {
            return look.get();
        } finally {
            lock.unlock();
        }
    }
}
