package io.qqbridge.console;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The latest things that happened, as many as a person reads. */
final class RecentEvents {
    private static final int MOST = 200;

    private final Deque<Happening> latest = new ArrayDeque<>();
    private long number;

    /**
     * Something that happened.
     *
     * @param number counts them
     * @param at milliseconds of the epoch
     * @param account its alias
     * @param kind a word: a session's state, {@code message}, {@code request}, {@code command},
     *     {@code dead}, {@code drop}
     * @param text what, fit to be shown
     */
    record Happening(long number, long at, String account, String kind, String text) {}

    synchronized void add(long at, String account, String kind, String text) {
        if (latest.size() == MOST) {
            latest.removeFirst();
        }
        latest.addLast(new Happening(++number, at, account, kind, text));
    }

    /** Those with higher numbers, the oldest first. */
    synchronized List<Happening> after(long seen) {
        return latest.stream().filter(one -> one.number() > seen).toList();
    }
}
