package io.qqbridge.journal;

import io.qqbridge.event.CommandRecord;
import io.qqbridge.event.CommandResult;
import io.qqbridge.event.DeadLetter.Origin;
import io.qqbridge.gateway.CommandEnds;
import io.qqbridge.gateway.Journal.RefusedException;
import io.qqbridge.journal.Bodies.Remembered;

import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/** What became of commands that are not committed, in memory and in the journal. */
final class CommandMemory implements CommandEnds {
    /**
     * How many of one partition are remembered: far more than are under way. Those of partitions
     * that moved to another process are never committed here, and have to go some day.
     */
    private static final int MOST = 20_000;

    private final Committer committer;
    private final AtomicLong numbers;

    /** By partition, and there by offset. */
    private final Map<Partition, ConcurrentNavigableMap<Long, Numbered>> shelves =
            new ConcurrentHashMap<>();

    private record Partition(String topic, int number) {}

    private record Numbered(long number, Memory memory) {
        Frame strike() {
            return Frame.strike(number);
        }
    }

    CommandMemory(Committer committer, AtomicLong numbers) {
        this.committer = committer;
        this.numbers = numbers;
    }

    /** What an earlier process left. */
    void left(long number, Remembered remembered) {
        remember(remembered.place(), new Numbered(number, remembered.memory()));
    }

    /** A command that a route made has no place in Kafka, and is never given out again. */
    @Override
    public Optional<Memory> find(CommandRecord record) {
        return Optional.ofNullable(record.origin())
                .flatMap(place -> Optional.ofNullable(shelf(place).get(place.offset())))
                .map(Numbered::memory);
    }

    @Override
    public void sending(CommandRecord record) throws RefusedException {
        Numbered numbered = numbered(new Memory.Sending());
        committer.writeThrough(frame(place(record), numbered));
        remember(place(record), numbered);
    }

    @Override
    public CompletableFuture<Void> ended(CommandRecord record, CommandResult result) {
        Numbered numbered = numbered(new Memory.Ended(result));
        CompletableFuture<Void> written = committer.write(frame(place(record), numbered));
        remember(place(record), numbered);
        return written;
    }

    private Numbered numbered(Memory memory) {
        return new Numbered(numbers.getAndIncrement(), memory);
    }

    private static Origin place(CommandRecord record) {
        return Objects.requireNonNull(record.origin(), "it has no place in Kafka");
    }

    private static Frame frame(Origin place, Numbered numbered) {
        return new Frame(
                Frame.Kind.COMMAND,
                numbered.number(),
                Bodies.of(new Remembered(place, numbered.memory())));
    }

    private ConcurrentNavigableMap<Long, Numbered> shelf(Origin place) {
        return shelf(new Partition(place.topic(), place.partition()));
    }

    private ConcurrentNavigableMap<Long, Numbered> shelf(Partition partition) {
        return shelves.computeIfAbsent(partition, first -> new ConcurrentSkipListMap<>());
    }

    private void remember(Origin place, Numbered numbered) {
        ConcurrentNavigableMap<Long, Numbered> shelf = shelf(place);
        strike(shelf.put(place.offset(), numbered));
        if (shelf.size() > MOST) {
            strike(shelf.pollFirstEntry());
        }
    }

    @Override
    public void forget(CommandRecord record) {
        strike(shelf(place(record)).remove(place(record).offset()));
    }

    @Override
    public void committed(String topic, int partition, long offset) {
        Map<Long, Numbered> over = shelf(new Partition(topic, partition)).headMap(offset, false);
        if (!over.isEmpty()) {
            committer.writeSoon(over.values().stream().map(Numbered::strike).toList());
            over.clear();
        }
    }

    private void strike(Map.@Nullable Entry<Long, Numbered> entry) {
        strike(entry == null ? null : entry.getValue());
    }

    private void strike(@Nullable Numbered numbered) {
        if (numbered != null) {
            committer.writeSoon(numbered.strike());
        }
    }
}
