package io.qqbridge.gateway;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Whether anything may be fetched. It is closed while Kafka acknowledges nothing and somebody waits
 * for it, and while there is other trouble, such as a journal that takes nothing; sessions stay
 * online meanwhile, and the network keeps their messages.
 *
 * <p>One account whose events never succeed must not keep the others from fetching for ever, when
 * nothing of theirs is under way that could. So every now and then one session may fetch all the
 * same, and what it brings shows how things are; one that brings nothing gives its turn to the
 * next.
 */
public final class Gate {
    /** An acknowledgement speaks for so long for all. */
    private static final Duration FRESH = Duration.ofSeconds(5);

    private static final Duration BETWEEN_TRIALS = Duration.ofSeconds(15);

    private final Supplier<Optional<String>> trouble;
    private final Time time;
    private final Set<String> waiting = ConcurrentHashMap.newKeySet();
    private final AtomicLong nextTrial;
    private volatile long acknowledgedAt;

    /**
     * @param trouble why nothing may be fetched, whatever Kafka acknowledges; empty where there is
     *     none
     */
    public Gate(Supplier<Optional<String>> trouble, Time time) {
        this.trouble = trouble;
        this.time = time;
        this.acknowledgedAt = time.nanos();
        this.nextTrial = new AtomicLong(time.nanos());
    }

    /** Why nothing may be fetched; empty while the gate is open. */
    public Optional<String> closed() {
        return trouble.get()
                .or(
                        () ->
                                kafkaIsSilent()
                                        ? Optional.of(
                                                "Kafka does not acknowledge what was received")
                                        : Optional.empty());
    }

    /** How many accounts wait for Kafka. */
    public int waiting() {
        return waiting.size();
    }

    /** Whether the session that asks may fetch now. */
    boolean mayFetch() {
        return trouble.get().isEmpty() && (!kafkaIsSilent() || isTrial());
    }

    private boolean kafkaIsSilent() {
        return !waiting.isEmpty() && time.nanos() - acknowledgedAt > FRESH.toNanos();
    }

    private boolean isTrial() {
        long due = nextTrial.get();
        long now = time.nanos();
        return now - due >= 0 && nextTrial.compareAndSet(due, now + BETWEEN_TRIALS.toNanos());
    }

    /**
     * A poll brought nothing: if it was one that had been let through, the next may try at once.
     */
    void broughtNothing() {
        if (kafkaIsSilent()) {
            nextTrial.set(time.nanos());
        }
    }

    /** An account has waited unusually long, or was told that its events failed. */
    void waits(String account) {
        if (waiting.add(account)) {
            nextTrial.accumulateAndGet(
                    time.nanos() + BETWEEN_TRIALS.toNanos(), (a, b) -> b - a > 0 ? b : a);
        }
    }

    /** Kafka has acknowledged an account's events. */
    void acknowledged(String account) {
        acknowledgedAt = time.nanos();
        waiting.remove(account);
    }

    /** The account waits no more, though nothing was acknowledged. */
    void forget(String account) {
        waiting.remove(account);
    }
}
