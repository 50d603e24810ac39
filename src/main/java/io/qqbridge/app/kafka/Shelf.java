package io.qqbridge.app.kafka;

import io.qqbridge.event.CommandRecord;

import org.apache.kafka.clients.consumer.OffsetAndMetadata;

import java.util.Base64;
import java.util.BitSet;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The commands of one partition that were taken and are not done, by offset, and those behind the
 * first of them that are done already. Kafka is told of the latter in the metadata of what is
 * committed, so that whoever reads from there on passes over them.
 */
final class Shelf {
    private static final long NOWHERE = -1;

    /**
     * Of those that are done further ahead nothing is remembered: the metadata may have 4,096
     * characters (the broker's {@code offset.metadata.max.bytes}), and each says it of six offsets.
     */
    private static final int FARTHEST = 20_000;

    /** Before the bits, for a word of another program's may well be base 64. */
    private static final String DONE_AHEAD = "done-ahead:";

    private final NavigableMap<Long, Open> open = new TreeMap<>();
    private long next = NOWHERE;
    private long committed = NOWHERE;
    private int left;
    private long bytes;

    /** A bit for each offset from {@link #base} on; only those from {@link #end} on count. */
    private BitSet doneAhead = new BitSet();

    private long base;

    /** Where a command is that is not done. */
    private enum Stage {
        /** On its way through the route. */
        TAKEN,
        /** With its account. */
        ACCEPTED,
        /** Nowhere: only another start, or another process, gets it again. */
        LEFT
    }

    private record Open(Stage stage, CommandRecord record) {
        int bytes() {
            return record.value().length;
        }
    }

    /**
     * What is under way.
     *
     * @param bytes of the commands' values
     */
    record Load(int commands, long bytes) {
        static final Load NONE = new Load(0, 0);
    }

    /**
     * Goes on where whoever had the partition before stopped.
     *
     * @throws IllegalArgumentException when the metadata is none of ours
     */
    void goOn(OffsetAndMetadata stopped) {
        String metadata = stopped.metadata();
        if (metadata.startsWith(DONE_AHEAD)) {
            byte[] bits = Base64.getDecoder().decode(metadata.substring(DONE_AHEAD.length()));
            doneAhead = BitSet.valueOf(bits);
            base = stopped.offset();
        } else if (!metadata.isEmpty()) {
            throw new IllegalArgumentException("the metadata of another program");
        }
    }

    /**
     * It was read, and lies behind all that were read before.
     *
     * @return whether it is to be carried out; it is not where that has been done
     */
    boolean take(long offset, CommandRecord record) {
        if (committed == NOWHERE) {
            committed = offset;
        }
        next = offset + 1;
        boolean isWanted = !isNear(offset) || !doneAhead.get((int) (offset - base));
        if (isWanted) {
            put(offset, new Open(Stage.TAKEN, record));
        }
        return isWanted;
    }

    /**
     * Whether it is under way, as it was read: not as it was read before the partition went and
     * came back.
     */
    boolean holds(long offset, CommandRecord record) {
        Open command = open.get(offset);
        return command != null && command.record().equals(record);
    }

    private boolean isNear(long offset) {
        return offset >= base && offset - base < FARTHEST;
    }

    /** Its account has it. */
    void accept(long offset) {
        move(offset, Stage.ACCEPTED);
    }

    /** The route is through with it; what it gave to nobody is done, or left. */
    void pass(long offset, boolean isWell) {
        Open command = open.get(offset);
        if (command != null && command.stage() == Stage.TAKEN) {
            if (isWell) {
                done(offset);
            } else {
                leave(offset);
            }
        }
    }

    /** It has no result, and is to be read again. */
    void leave(long offset) {
        move(offset, Stage.LEFT);
    }

    /** Its result is safe. */
    void done(long offset) {
        if (remove(offset) && offset > end()) {
            if (!isNear(offset)) {
                doneAhead = aheadOf(end());
                base = end();
            }
            if (isNear(offset)) {
                doneAhead.set((int) (offset - base));
            }
        }
    }

    private BitSet aheadOf(long offset) {
        long from = Math.max(0, offset - base);
        int length = doneAhead.length();
        return from < length ? doneAhead.get((int) from, length) : new BitSet();
    }

    private void move(long offset, Stage stage) {
        Open command = open.get(offset);
        if (command != null) {
            put(offset, new Open(stage, command.record()));
        }
    }

    private void put(long offset, Open command) {
        remove(offset);
        open.put(offset, command);
        bytes += command.bytes();
        left += command.stage() == Stage.LEFT ? 1 : 0;
    }

    private boolean remove(long offset) {
        Open command = open.remove(offset);
        if (command != null) {
            bytes -= command.bytes();
            left -= command.stage() == Stage.LEFT ? 1 : 0;
        }
        return command != null;
    }

    /** What was left is read again, from {@link #end} on. */
    void startOver() {
        next = end();
        open.clear();
        bytes = 0;
        left = 0;
    }

    Load load() {
        return new Load(open.size(), bytes);
    }

    boolean isEmpty() {
        return open.isEmpty();
    }

    /** Whether nothing is under way, but for what was left. */
    boolean isSettled() {
        return open.size() == left;
    }

    /** Behind the last that is done, with none before it that is not. */
    long end() {
        return open.isEmpty() ? next : open.firstKey();
    }

    /** Whether more is done than Kafka was told. */
    boolean isFurther() {
        return end() > committed;
    }

    /** Whether something is done behind what is not; Kafka was told at {@link #isFurther} last. */
    boolean hasDoneAhead() {
        return end() != NOWHERE && !aheadOf(end()).isEmpty();
    }

    /** What Kafka is to be told. */
    OffsetAndMetadata position() {
        BitSet ahead = aheadOf(end());
        return ahead.isEmpty()
                ? new OffsetAndMetadata(end())
                : new OffsetAndMetadata(
                        end(),
                        DONE_AHEAD + Base64.getEncoder().encodeToString(ahead.toByteArray()));
    }

    /** Kafka was told that all before this offset is done. */
    void committed(long offset) {
        committed = Math.max(committed, offset);
    }
}
