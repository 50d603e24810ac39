package io.qqbridge.gateway;

import io.qqbridge.gateway.Journal.Kept;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;

/**
 * Entries of the journal that nobody is delivering: left by an earlier process, or by a session
 * that ended while Kafka was away.
 */
final class Leftovers {
    private final Map<String, Queue<Kept>> byAccount = new HashMap<>();

    Leftovers(List<Kept> left) {
        left.forEach(this::add);
    }

    synchronized void add(Kept kept) {
        byAccount.computeIfAbsent(kept.entry().account(), first -> new ArrayDeque<>()).add(kept);
    }

    /** All of an account, the oldest first; from now on they are the caller's to deliver. */
    synchronized List<Kept> take(String account) {
        Queue<Kept> all = byAccount.remove(account);
        return all == null ? List.of() : new ArrayList<>(all);
    }

    /** Whose they are. */
    synchronized Set<String> accounts() {
        return Set.copyOf(byAccount.keySet());
    }
}
