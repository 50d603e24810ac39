package io.qqbridge.faults;

import io.qqbridge.app.Key;
import io.qqbridge.testing.Moment;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A benchmark, run by its name alone: how much later Kafka has what was received because it was on
 * disk before. The bridge runs with its journal and without in turn.
 */
class JournalCost {
    private static final int ROUNDS = Integer.getInteger("rounds", 3);
    private static final int ACCOUNTS = 200;
    private static final int MESSAGES_PER_SECOND = 1_000;
    private static final Duration WARM_UP = Duration.ofSeconds(15);
    private static final Duration MEASURED = Duration.ofSeconds(20);
    private static final Pattern BUCKET =
            Pattern.compile("qq_delivery_seconds_bucket\\{le=\"([^\"]+)\"\\} (\\S+)");

    @Test
    void fromAnAnswerReadToItsAcknowledgement() throws Exception {
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            NavigableMap<Double, Double> without = buckets("");
            NavigableMap<Double, Double> with = buckets(Key.JOURNAL_DIR.byDefault());
            double ratio = percentile(with, 0.99) / percentile(without, 0.99);
            ratios.add(ratio);
            System.out.printf(
                    "journal | answer read to Kafka acknowledged, ms, without and with it | p50 %.1f"
                            + " %.1f | p99 %.1f %.1f | p99 times %.2f%n",
                    1000 * percentile(without, 0.5),
                    1000 * percentile(with, 0.5),
                    1000 * percentile(without, 0.99),
                    1000 * percentile(with, 0.99),
                    ratio);
        }
        System.out.printf(
                "journal | %d messages a second over %d accounts | median p99 times %.2f%n",
                MESSAGES_PER_SECOND,
                ACCOUNTS,
                ratios.stream().sorted().toList().get(ratios.size() / 2));
    }

    private static NavigableMap<Double, Double> buckets(String journal) throws Exception {
        Plan plan =
                Plan.usual()
                        .withAccounts(ACCOUNTS)
                        .with(Key.POLL_MIN, "500ms")
                        .with(Key.POLL_MAX, "1s")
                        .with(Key.JOURNAL_DIR, journal);
        try (Rig rig = Rig.start(plan)) {
            Traffic traffic = rig.traffic(MESSAGES_PER_SECOND, 1);
            Moment.after(WARM_UP);
            Map<Double, Double> before = scrape(rig);
            Moment.after(MEASURED);
            NavigableMap<Double, Double> counts = scrape(rig);
            counts.replaceAll((le, count) -> count - before.getOrDefault(le, 0.0));
            traffic.settled().nothingIsLost();
            return counts;
        }
    }

    /** Cumulative counts by the buckets' upper ends, in seconds. */
    private static NavigableMap<Double, Double> scrape(Rig rig) throws Exception {
        NavigableMap<Double, Double> counts = new TreeMap<>();
        Matcher bucket = BUCKET.matcher(rig.metrics().scrape());
        while (bucket.find()) {
            String end = bucket.group(1);
            counts.put(
                    end.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(end),
                    Double.parseDouble(bucket.group(2)));
        }
        return counts;
    }

    private static double percentile(NavigableMap<Double, Double> counts, double share) {
        double wanted = share * counts.lastEntry().getValue();
        return counts.entrySet().stream()
                .filter(bucket -> bucket.getValue() >= wanted)
                .findFirst()
                .orElseThrow()
                .getKey();
    }
}
