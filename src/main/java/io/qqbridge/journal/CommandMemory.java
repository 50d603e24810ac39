package io.qqbridge.journal;

import io.qqbridge.event.CommandRecord;
import io.qqbridge.event.CommandResult;
import io.qqbridge.event.DeadLetter.Origin;
import io.qqbridge.gateway.CommandEnds;
import io.qqbridge.gateway.Journal.RefusedException;
import io.qqbridge.journal.Bodies.Remembered;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;

/** What became of commands that are not committed, in memory and in the journal. */
final class CommandMemory implements CommandEnds {
    /**
     * How many of one partition are remembered: far more than are under way. Those of partitions
     * that moved to another process are never committed here, and have to go some day.
     */
    private static final int MOST = 20_000;

    private final Committer committer;
    private final AtomicLong numbers;

    private final Map<Partition, Shelf> shelves = new ConcurrentHashMap<>();

    private record Partition(String topic, int number) {}

    private record Numbered(long number, Memory memory) {
        Frame strike() {
            return Frame.strike(number);
        }
    }

    /**
     * The commands of one partition. Each is put here once and asked for once: no order is kept.
     */
    private static final class Shelf {
        private final Map<Long, Numbered> byOffset = new ConcurrentHashMap<>();

        /** None before this is here. */
        private final AtomicLong lowest = new AtomicLong(Long.MAX_VALUE);

        @Nullable Numbered get(long offset) {
            return byOffset.get(offset);
        }

        @Nullable Numbered put(long offset, Numbered numbered) {
            Numbered before = byOffset.put(offset, numbered);
            if (offset < lowest.get()) {
                lowest.accumulateAndGet(offset, Math::min);
            }
            return before;
        }

        @Nullable Numbered remove(long offset) {
            return byOffset.remove(offset);
        }

        /** Takes those out that lie before this offset; called by one thread. */
        List<Numbered> takeBefore(long offset) {
            long from = lowest.get();
            if (from >= offset) {
                return List.of();
            }
            lowest.set(offset);
            // Offsets have few gaps, but may have a large one.
            LongStream before =
                    offset - from <= 2L * MOST
                            ? LongStream.range(from, offset)
                            : byOffset.keySet().stream()
                                    .mapToLong(each -> each)
                                    .filter(each -> each < offset);
            return before.mapToObj(byOffset::remove).filter(Objects::nonNull).toList();
        }

        /** Takes the oldest out where there are too many: some at a time, for they are sought. */
        List<Numbered> takeTooMany() {
            if (byOffset.size() <= MOST) {
                return List.of();
            }
            return byOffset.keySet().stream()
                    .sorted()
                    .limit(MOST / 10)
                    .map(byOffset::remove)
                    .filter(Objects::nonNull)
                    .toList();
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

    private Shelf shelf(Origin place) {
        return shelf(new Partition(place.topic(), place.partition()));
    }

    private Shelf shelf(Partition partition) {
        return shelves.computeIfAbsent(partition, first -> new Shelf());
    }

    private void remember(Origin place, Numbered numbered) {
        Shelf shelf = shelf(place);
        strike(shelf.put(place.offset(), numbered));
        strike(shelf.takeTooMany());
    }

    @Override
    public void forget(CommandRecord record) {
        strike(shelf(place(record)).remove(place(record).offset()));
    }

    @Override
    public void committed(String topic, int partition, long offset) {
        strike(shelf(new Partition(topic, partition)).takeBefore(offset));
    }

    private void strike(@Nullable Numbered numbered) {
        if (numbered != null) {
            committer.writeSoon(numbered.strike());
        }
    }

    private void strike(List<Numbered> all) {
        if (!all.isEmpty()) {
            committer.writeSoon(all.stream().map(Numbered::strike).toList());
        }
    }
}
