package io.qqbridge.app.kafka;

import java.util.NavigableMap;
import java.util.TreeMap;

/** The commands of one partition that were taken and are not done, by offset. */
final class Shelf {
    private static final long NOWHERE = -1;

    private final NavigableMap<Long, Open> open = new TreeMap<>();
    private long next = NOWHERE;
    private long committed = NOWHERE;
    private int left;
    private long bytes;

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

    /**
     * What is under way.
     *
     * @param bytes of the commands' values
     */
    record Load(int commands, long bytes) {
        static final Load NONE = new Load(0, 0);
    }

    /** It was read, and lies behind all that were read before. */
    void take(long offset, int size) {
        if (committed == NOWHERE) {
            committed = offset;
        }
        next = offset + 1;
        put(offset, new Open(Stage.TAKEN, size));
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
        Open command = open.remove(offset);
        if (command != null) {
            bytes -= command.bytes();
            left -= command.stage() == Stage.LEFT ? 1 : 0;
        }
    }

    private void move(long offset, Stage stage) {
        Open command = open.get(offset);
        if (command != null) {
            put(offset, new Open(stage, command.bytes()));
        }
    }

    private void put(long offset, Open command) {
        done(offset);
        open.put(offset, command);
        bytes += command.bytes();
        left += command.stage() == Stage.LEFT ? 1 : 0;
    }

    /** All that is left is read again; what was done before it is still to be committed. */
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

    /** Whether Kafka has not been told yet of all that is done. */
    boolean isAhead() {
        return end() > committed;
    }

    /** Kafka was told that all before this offset is done. */
    void committed(long offset) {
        committed = Math.max(committed, offset);
    }
}
