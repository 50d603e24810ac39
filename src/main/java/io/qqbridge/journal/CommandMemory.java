package io.qqbridge.journal;

import io.qqbridge.event.CommandRecord;
import io.qqbridge.event.CommandResult;
import io.qqbridge.event.DeadLetter;
import io.qqbridge.gateway.CommandEnds;
import io.qqbridge.gateway.Journal.RefusedException;
import io.qqbridge.journal.Bodies.Remembered;

import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** What became of commands that are not committed, in memory and in the journal. */
final class CommandMemory implements CommandEnds {
    /**
     * How many are remembered: far more than a batch. Those of partitions that moved to another
     * process are never committed here, and have to go some day.
     */
    private static final int MOST = 20_000;

    private final Committer committer;
    private final AtomicLong numbers;

    /** By mark, the oldest first. */
    private final Map<String, Numbered> byMark = new LinkedHashMap<>();

    private record Numbered(long number, Memory memory) {}

    CommandMemory(Committer committer, AtomicLong numbers) {
        this.committer = committer;
        this.numbers = numbers;
    }

    /** What an earlier process left, the oldest first. */
    synchronized void left(long number, Remembered remembered) {
        strike(byMark.put(remembered.mark(), new Numbered(number, remembered.memory())));
    }

    @Override
    public synchronized Optional<Memory> find(CommandRecord record) {
        return Optional.ofNullable(byMark.get(mark(record))).map(Numbered::memory);
    }

    @Override
    public void sending(CommandRecord record) throws RefusedException {
        long number = numbers.getAndIncrement();
        Memory memory = new Memory.Sending();
        committer.writeThrough(frame(record, number, memory));
        remember(record, number, memory);
    }

    @Override
    public void ended(CommandRecord record, CommandResult result) {
        long number = numbers.getAndIncrement();
        Memory memory = new Memory.Ended(result);
        committer.writeSoon(frame(record, number, memory));
        remember(record, number, memory);
    }

    private static Frame frame(CommandRecord record, long number, Memory memory) {
        return new Frame(
                Frame.Kind.COMMAND, number, Bodies.of(new Remembered(mark(record), memory)));
    }

    private synchronized void remember(CommandRecord record, long number, Memory memory) {
        strike(byMark.put(mark(record), new Numbered(number, memory)));
        if (byMark.size() > MOST) {
            strike(byMark.remove(byMark.keySet().iterator().next()));
        }
    }

    @Override
    public synchronized void forget(Collection<CommandRecord> records) {
        committer.writeSoon(
                records.stream()
                        .map(record -> byMark.remove(mark(record)))
                        .filter(Objects::nonNull)
                        .map(numbered -> Frame.strike(numbered.number()))
                        .toArray(Frame[]::new));
    }

    private void strike(@Nullable Numbered numbered) {
        if (numbered != null) {
            committer.writeSoon(Frame.strike(numbered.number()));
        }
    }

    /** Its place in Kafka; a command that a route made has none, and is never given out again. */
    private static String mark(CommandRecord record) {
        DeadLetter.Origin place = record.origin();
        return place == null
                ? record.id()
                : place.topic() + "-" + place.partition() + "-" + place.offset();
    }
}
