package io.qqbridge.faults;

import io.qqbridge.testing.Oracle;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a run's consumers saw. */
final class Heard {
    private final Oracle messages = new Oracle();
    private final Oracle results = new Oracle();
    private final Map<String, Map<String, Integer>> outcomes = new HashMap<>();
    private final Map<String, Set<String>> reasons = new HashMap<>();
    private final List<Arrival> arrivals = new ArrayList<>();
    private final Map<String, Integer> times = new HashMap<>();
    private final Map<String, Map<String, Integer>> answersAgain = new HashMap<>();
    private long lastNanos = System.nanoTime();
    private Instant lastReceivedAt = Instant.EPOCH;

    private record Arrival(String account, long nanos) {}

    synchronized void message(String account, int number, String id, Instant receivedAt) {
        lastNanos = System.nanoTime();
        lastReceivedAt = receivedAt;
        arrivals.add(new Arrival(account, lastNanos));
        messages.came(account, number, id);
        int again = times.merge(id, 1, Integer::sum) - 1;
        if (again > 0) {
            answersAgain
                    .computeIfAbsent(account, first -> new HashMap<>())
                    .merge(answer(id), again, Math::max);
        }
    }

    /** An event's id is its answer's, and its place therein. */
    private static String answer(String id) {
        return id.substring(0, id.lastIndexOf('-'));
    }

    synchronized void result(String account, int number, String id, String outcome, String reason) {
        if (!reason.isEmpty()) {
            reasons.computeIfAbsent(account, first -> new TreeSet<>()).add(reason);
        }
        lastNanos = System.nanoTime();
        results.came(account, number, id);
        outcomes.computeIfAbsent(account, first -> new HashMap<>()).merge(outcome, 1, Integer::sum);
    }

    /** The records of received messages. */
    Oracle messages() {
        return messages;
    }

    /** The records of commands' results. */
    Oracle results() {
        return results;
    }

    /** How many results of these accounts' there were of each outcome. */
    synchronized Map<String, Integer> outcomes(Collection<String> accounts) {
        Map<String, Integer> sum = new TreeMap<>();
        for (String account : accounts) {
            outcomes.getOrDefault(account, Map.of())
                    .forEach((outcome, count) -> sum.merge(outcome, count, Integer::sum));
        }
        return sum;
    }

    /** Why commands of these accounts were not accepted. */
    synchronized Set<String> reasons(Collection<String> accounts) {
        Set<String> all = new TreeSet<>();
        accounts.forEach(account -> all.addAll(reasons.getOrDefault(account, Set.of())));
        return all;
    }

    /** How often answers of the gateway came again, for the account for which most did. */
    synchronized int answersAgain(Collection<String> accounts) {
        return accounts.stream()
                .map(account -> answersAgain.getOrDefault(account, Map.of()))
                .mapToInt(answers -> answers.values().stream().mapToInt(Integer::intValue).sum())
                .max()
                .orElse(0);
    }

    /** How long no message of these accounts came while they should. */
    synchronized Duration longestGap(Collection<String> accounts) {
        long longest = 0;
        long last = 0;
        for (Arrival arrival : arrivals) {
            if (accounts.contains(arrival.account())) {
                longest = last == 0 ? 0 : Math.max(longest, arrival.nanos() - last);
                last = arrival.nanos();
            }
        }
        return Duration.ofNanos(longest);
    }

    /** When the latest message was received, by the bridge's own clock. */
    synchronized Instant lastReceivedAt() {
        return lastReceivedAt;
    }

    /** For how long nothing has come now. */
    synchronized Duration silence() {
        return Duration.ofNanos(System.nanoTime() - lastNanos);
    }
}
