package io.qqbridge.gateway.tqq;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Gives the {@code SEQ} of polls, logins and questions: each number once. Commands do not use it;
 * their marks follow from their place in Kafka.
 */
public final class SeqCounter {
    private final AtomicLong next;

    /** Starts with {@code first}. */
    public SeqCounter(long first) {
        this.next = new AtomicLong(first);
    }

    String next() {
        return Long.toString(next.getAndIncrement());
    }
}
