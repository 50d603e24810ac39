package io.qqbridge.faults;

import io.qqbridge.testing.Oracle;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** What a run's consumers saw. */
final class Heard {
    private final Oracle messages = new Oracle();
    private final Oracle results = new Oracle();
    private final Map<String, Integer> outcomes = new TreeMap<>();
    private long lastNanos = System.nanoTime();
    private long lastMessageNanos;
    private long longestNanos;

    synchronized void message(String account, int number, String id) {
        lastNanos = System.nanoTime();
        if (lastMessageNanos != 0) {
            longestNanos = Math.max(longestNanos, lastNanos - lastMessageNanos);
        }
        lastMessageNanos = lastNanos;
        messages.came(account, number, id);
    }

    synchronized void result(String account, int number, String id, String outcome) {
        lastNanos = System.nanoTime();
        results.came(account, number, id);
        outcomes.merge(outcome, 1, Integer::sum);
    }

    /** The records of received messages. */
    Oracle messages() {
        return messages;
    }

    /** The records of commands' results. */
    Oracle results() {
        return results;
    }

    /** How many results there were of each outcome. */
    synchronized Map<String, Integer> outcomes() {
        return Map.copyOf(outcomes);
    }

    /** How long no message came while they should. */
    synchronized Duration longestGap() {
        return Duration.ofNanos(longestNanos);
    }

    /** For how long nothing has come now. */
    synchronized Duration silence() {
        return Duration.ofNanos(System.nanoTime() - lastNanos);
    }
}
