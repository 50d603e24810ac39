package io.qqbridge.simulator;

import io.qqbridge.protocol.Request;

import java.util.ArrayDeque;
import java.util.List;

/**
 * What one account's commands have really done, in order: a replayed or refused command is not in
 * it. Tests read from it whether something happened once, twice or never.
 */
final class CarriedOut {
    /** The log keeps the latest of them; the total goes on. */
    static final int KEPT = 10_000;

    record Effect(long number, String seq, Request.Command command) {}

    private final ArrayDeque<Effect> latest = new ArrayDeque<>(1);
    private long total;

    void add(String seq, Request.Command command) {
        if (latest.size() == KEPT) {
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
