package io.qqbridge.console;

import io.qqbridge.console.RecentEvents.Happening;
import io.qqbridge.metrics.Figures;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How the bridge does, second by second, as long as somebody looks. */
final class Pulse {
    /** Five minutes of seconds. */
    private static final int MOST_POINTS = 300;

    private final Parts parts;
    private final Deque<Point> points = new ArrayDeque<>();
    private @Nullable Figures before;
    private long beforeNanos;
    private long told;

    Pulse(Parts parts) {
        this.parts = parts;
    }

    /**
     * A point of the charts.
     *
     * @param at milliseconds of the epoch
     * @param in messages received a second
     * @param out messages sent a second
     * @param p50 what half of the deliveries took at most, in milliseconds
     * @param p99 what all but one in a hundred took at most
     * @param drops sessions that ended by themselves in it
     */
    record Point(long at, double in, double out, double p50, double p99, double drops) {}

    /** The journal: what rests there, and since how many milliseconds the oldest of it. */
    record Journal(long bytes, long age) {}

    /**
     * How things stand.
     *
     * @param states how many accounts are in which state
     * @param gate why nothing is fetched; empty while it is
     * @param waiting accounts that wait for Kafka
     * @param events the latest, or those since the last snapshot
     */
    record Snapshot(
            Map<String, Integer> states,
            String gate,
            int waiting,
            Journal journal,
            double messagesIn,
            double messagesOut,
            double deadLetters,
            Map<String, Double> drops,
            boolean texts,
            boolean mayAct,
            List<Point> points,
            List<Happening> events) {}

    /** One more second; whoever looks already is shown what is new. */
    synchronized Snapshot beat() {
        Figures now = parts.figures().get();
        long nanos = parts.time().nanos();
        Figures last = before;
        List<Point> point = List.of();
        // After a while in which nobody looked there is no telling which second it was in.
        if (last != null && nanos - beforeNanos < 5_000_000_000L) {
            point = List.of(point(last, now, (nanos - beforeNanos) / 1e9));
            if (points.size() == MOST_POINTS) {
                points.removeFirst();
            }
            points.addLast(point.getFirst());
        }
        before = now;
        beforeNanos = nanos;
        List<Happening> news = parts.book().events().after(told);
        told = news.isEmpty() ? told : news.getLast().number();
        return snapshot(now, point, news);
    }

    /** Everything, for one who begins to look. */
    synchronized Snapshot whole() {
        return snapshot(parts.figures().get(), List.copyOf(points), parts.book().events().after(0));
    }

    private Point point(Figures last, Figures now, double seconds) {
        return new Point(
                parts.time().now().toEpochMilli(),
                tenths((now.messagesIn() - last.messagesIn()) / seconds),
                tenths((now.messagesOut() - last.messagesOut()) / seconds),
                tenths(now.deliveryMillis(last, 0.5)),
                tenths(now.deliveryMillis(last, 0.99)),
                now.allDrops() - last.allDrops());
    }

    private Snapshot snapshot(Figures now, List<Point> shown, List<Happening> events) {
        return new Snapshot(
                states(parts.book()),
                Shown.text(parts.gate().closed().orElse("")),
                parts.gate().waiting(),
                new Journal(parts.journalBytes().getAsLong(), parts.journalAge().get().toMillis()),
                now.messagesIn(),
                now.messagesOut(),
                now.deadLetters(),
                now.drops(),
                parts.texts(),
                parts.token().isPresent(),
                shown,
                events);
    }

    /** How many accounts are in which state. */
    static Map<String, Integer> states(AccountBook book) {
        Map<String, Integer> states = new TreeMap<>();
        book.rows().forEach(row -> states.merge(row.state(), 1, Integer::sum));
        return states;
    }

    private static double tenths(double value) {
        return Math.round(value * 10) / 10.0;
    }
}
