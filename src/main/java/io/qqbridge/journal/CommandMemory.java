package io.qqbridge.journal;

import io.qqbridge.event.CommandRecord;
import io.qqbridge.event.CommandResult;
import io.qqbridge.event.DeadLetter;
import io.qqbridge.gateway.CommandEnds;
import io.qqbridge.gateway.Journal.RefusedException;
import io.qqbridge.journal.Bodies.Remembered;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
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
    private final Map<String, NavigableMap<Long, Numbered>> byPlace = new HashMap<>();

    private record Numbered(long number, Memory memory) {
        Frame strike() {
            return Frame.strike(number);
        }
    }

    /** A command's place in Kafka, which is its mark in the journal. */
    private record Place(String partition, long offset) {
        static Place of(DeadLetter.Origin origin) {
            return new Place(partition(origin.topic(), origin.partition()), origin.offset());
        }

        static String partition(String topic, int partition) {
            return topic + "-" + partition;
        }

        static Place read(String mark) {
            int end = mark.lastIndexOf('-');
            return new Place(mark.substring(0, end), Long.parseLong(mark.substring(end + 1)));
        }

        String mark() {
            return partition + "-" + offset;
        }
    }

    CommandMemory(Committer committer, AtomicLong numbers) {
        this.committer = committer;
        this.numbers = numbers;
    }

    /**
     * What an earlier process left.
     *
     * @throws RuntimeException when its mark is none
     */
    void left(long number, Remembered remembered) {
        remember(Place.read(remembered.mark()), new Numbered(number, remembered.memory()));
    }

    /** A command that a route made has no place in Kafka, and is never given out again. */
    @Override
    public synchronized Optional<Memory> find(CommandRecord record) {
        return Optional.ofNullable(record.origin())
                .map(Place::of)
                .flatMap(place -> Optional.ofNullable(shelf(place.partition()).get(place.offset())))
                .map(Numbered::memory);
    }

    @Override
    public void sending(CommandRecord record) throws RefusedException {
        Place place = place(record);
        Numbered memory = new Numbered(numbers.getAndIncrement(), new Memory.Sending());
        committer.writeThrough(frame(place, memory));
        remember(place, memory);
    }

    @Override
    public void ended(CommandRecord record, CommandResult result) {
        Place place = place(record);
        Numbered memory = new Numbered(numbers.getAndIncrement(), new Memory.Ended(result));
        committer.writeSoon(frame(place, memory));
        remember(place, memory);
    }

    private static Place place(CommandRecord record) {
        return Place.of(Objects.requireNonNull(record.origin(), "it has no place in Kafka"));
    }

    private static Frame frame(Place place, Numbered numbered) {
        return new Frame(
                Frame.Kind.COMMAND,
                numbered.number(),
                Bodies.of(new Remembered(place.mark(), numbered.memory())));
    }

    private NavigableMap<Long, Numbered> shelf(String partition) {
        return byPlace.computeIfAbsent(partition, first -> new TreeMap<>());
    }

    private synchronized void remember(Place place, Numbered numbered) {
        NavigableMap<Long, Numbered> shelf = shelf(place.partition());
        strike(shelf.put(place.offset(), numbered));
        if (shelf.size() > MOST) {
            strike(shelf.pollFirstEntry().getValue());
        }
    }

    @Override
    public synchronized void forget(CommandRecord record) {
        Place place = place(record);
        strike(shelf(place.partition()).remove(place.offset()));
    }

    @Override
    public synchronized void committed(String topic, int partition, long offset) {
        Map<Long, Numbered> over = shelf(Place.partition(topic, partition)).headMap(offset, false);
        if (!over.isEmpty()) {
            committer.writeSoon(over.values().stream().map(Numbered::strike).toList());
            over.clear();
        }
    }

    private void strike(@Nullable Numbered numbered) {
        if (numbered != null) {
            committer.writeSoon(numbered.strike());
        }
    }
}
