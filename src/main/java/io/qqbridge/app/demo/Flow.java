package io.qqbridge.app.demo;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What has flowed so far, as the demo's view shows it. */
final class Flow {
    private static final int LATEST = 12;
    private static final int LATENCIES = 1_000;
    private static final Duration WINDOW = Duration.ofSeconds(10);

    private final Map<String, Long> records = new TreeMap<>();
    private final Map<String, AccountFlow> accounts = new TreeMap<>();
    private final Deque<Seen> latest = new ArrayDeque<>();
    private final Deque<Long> arrivals = new ArrayDeque<>();
    private final Deque<Duration> latencies = new ArrayDeque<>();

    /** What one account did. */
    record AccountFlow(String state, long received, long sent) {}

    /** All of it at one moment. */
    record Snapshot(
            Map<String, Long> records,
            Map<String, AccountFlow> accounts,
            List<Seen> latest,
            double perSecond,
            Duration median,
            Duration p99) {}

    synchronized void add(Seen seen) {
        records.merge(seen.kind(), 1L, Long::sum);
        AccountFlow was = accounts.getOrDefault(seen.account(), new AccountFlow("", 0, 0));
        accounts.put(
                seen.account(),
                new AccountFlow(
                        seen.state().isEmpty() ? was.state() : seen.state(),
                        was.received() + (seen.kind().equals("message") ? 1 : 0),
                        was.sent() + (seen.out() ? 1 : 0)));
        keep(latest, seen, LATEST);
        arrivals.addLast(System.nanoTime());
        if (seen.kind().equals("message")) {
            keep(latencies, seen.took(), LATENCIES);
        }
    }

    private static <T> void keep(Deque<T> queue, T item, int most) {
        queue.addLast(item);
        if (queue.size() > most) {
            queue.removeFirst();
        }
    }

    synchronized Snapshot snapshot() {
        long now = System.nanoTime();
        arrivals.removeIf(arrival -> now - arrival > WINDOW.toNanos());
        List<Duration> sorted = latencies.stream().sorted().toList();
        return new Snapshot(
                new TreeMap<>(records),
                new TreeMap<>(accounts),
                new ArrayList<>(latest),
                arrivals.size() / (double) WINDOW.toSeconds(),
                quantile(sorted, 0.5),
                quantile(sorted, 0.99));
    }

    private static Duration quantile(List<Duration> sorted, double share) {
        return sorted.isEmpty()
                ? Duration.ZERO
                : sorted.get((int) Math.min(sorted.size() - 1L, (long) (sorted.size() * share)));
    }
}
