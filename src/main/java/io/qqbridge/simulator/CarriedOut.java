package io.qqbridge.simulator;

import io.qqbridge.protocol.Request;

import java.util.ArrayDeque;
import java.util.List;

/**
 * What one account's commands have really done, in order: a replayed or refused command is not in
 * it. Tests read from it whether something happened once, twice or never.
 */
final class CarriedOut {
    /** So many of one account are kept, and so many of all together; the totals go on. */
    private static final int OF_ONE = 10_000;

    private static final int OF_ALL = 200_000;

    record Effect(long number, String seq, Request.Command command) {}

    private final ArrayDeque<Effect> latest = new ArrayDeque<>(1);
    private final int kept;
    private long total;

    /**
     * @param accounts how many there are: a gateway that is given millions of commands must not
     *     drown in what it remembers of them
     */
    CarriedOut(int accounts) {
        kept = Math.clamp(OF_ALL / accounts, 1, OF_ONE);
    }

    void add(String seq, Request.Command command) {
        if (latest.size() == kept) {
            latest.removeFirst();
        }
        latest.addLast(new Effect(++total, seq, command));
    }

    long total() {
        return total;
    }

    List<Effect> latest() {
        return List.copyOf(latest);
    }
}
