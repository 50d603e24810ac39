package io.qqbridge.console;

import io.qqbridge.console.DeadLetters.Entry;
import io.qqbridge.console.DeadLetters.UnavailableException;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The latest dead letters, for however many pages ask: one look at the topic at a time, and those
 * who asked before it began share what it finds, or why it cannot.
 */
final class LatestLetters {
    /** How many of them the page shows. */
    private static final int MOST = 100;

    private final DeadLetters letters;
    private final ReentrantLock looking = new ReentrantLock();
    private long began = System.nanoTime();
    private List<Entry> found = List.of();
    private @Nullable UnavailableException failure;

    LatestLetters(DeadLetters letters) {
        this.letters = letters;
    }

    /** As they are now, or were at some time since this was called. */
    List<Entry> get() throws UnavailableException, InterruptedException {
        long asked = System.nanoTime();
        looking.lockInterruptibly();
        try {
            if (asked - began > 0) {
                look();
            }
            if (failure != null) {
                throw failure;
            }
            return found;
        } finally {
            looking.unlock();
        }
    }

    private void look() throws InterruptedException {
        long now = System.nanoTime();
        try {
            found = letters.latest(MOST);
            failure = null;
        } catch (UnavailableException e) {
            failure = e;
        }
        began = now;
    }
}
