package io.qqbridge.bench;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long something took, from the buckets of a Prometheus histogram.
 *
 * @param counts how many took at most so many seconds, cumulative
 */
record Latency(NavigableMap<Double, Double> counts) {
    /** The buckets of a meter, without labels or with one that reads like this. */
    static Latency scraped(String scrape, String meter, String label) {
        Pattern bucket =
                Pattern.compile(
                        "^"
                                + Pattern.quote(meter + "_bucket{" + label)
                                + ",?le=\"([^\"]+)\"\\} (\\S+)$",
                        Pattern.MULTILINE);
        NavigableMap<Double, Double> counts = new TreeMap<>();
        Matcher found = bucket.matcher(scrape);
        while (found.find()) {
            String end = found.group(1);
            counts.put(
                    end.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(end),
                    Double.parseDouble(found.group(2)));
        }
        if (counts.isEmpty()) {
            throw new IllegalStateException("nobody shows a meter " + meter);
        }
        return new Latency(counts);
    }

    /** What came after an earlier look. */
    Latency since(Latency before) {
        NavigableMap<Double, Double> since = new TreeMap<>(counts);
        since.replaceAll((end, count) -> count - before.counts.getOrDefault(end, 0.0));
        return new Latency(since);
    }

    /** How many there were. */
    double count() {
        return counts.lastEntry().getValue();
    }

    /** Milliseconds that such a share took at most; between two ends of buckets, as if evenly. */
    double percentile(double share) {
        double wanted = share * count();
        double below = 0;
        double end = 0;
        for (Map.Entry<Double, Double> bucket : counts.entrySet()) {
            if (bucket.getValue() >= wanted && bucket.getValue() > below) {
                double reach = Double.isInfinite(bucket.getKey()) ? end : bucket.getKey();
                double part = (wanted - below) / (bucket.getValue() - below);
                return 1000 * (end + part * (reach - end));
            }
            below = bucket.getValue();
            end = bucket.getKey();
        }
        return 1000 * end;
    }
}
