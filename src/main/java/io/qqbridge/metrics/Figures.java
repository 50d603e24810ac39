package io.qqbridge.metrics;

import io.micrometer.core.instrument.distribution.CountAtBucket;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What the meters have counted since the start.
 *
 * @param messagesIn received
 * @param messagesOut accepted by the network
 * @param drops sessions that ended by themselves, by {@code DropReason}'s word
 * @param deliveries how many took so long from an answer read to Kafka, each bucket with those of
 *     the buckets before
 */
public record Figures(
        double messagesIn,
        double messagesOut,
        double deadLetters,
        Map<String, Double> drops,
        List<CountAtBucket> deliveries) {

    /** All drops. */
    public double allDrops() {
        return drops.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    /**
     * How long a share of the deliveries took at most that came after earlier figures.
     *
     * @param share 0.5 for the median
     * @return milliseconds, to the bucket's width; 0 where there were none
     */
    public double deliveryMillis(Figures earlier, double share) {
        double all = since(earlier, deliveries.size() - 1);
        double below = 0;
        for (int i = 0; i < deliveries.size() && all > 0; i++) {
            double count = since(earlier, i);
            if (count >= share * all) {
                double from = i == 0 ? 0 : deliveries.get(i - 1).bucket(TimeUnit.MILLISECONDS);
                double to = deliveries.get(i).bucket(TimeUnit.MILLISECONDS);
                // The last bucket has no end.
                return Double.isFinite(to)
                        ? from + (to - from) * (share * all - below) / (count - below)
                        : from;
            }
            below = count;
        }
        return 0;
    }

    private double since(Figures earlier, int bucket) {
        double before =
                bucket < earlier.deliveries.size() ? earlier.deliveries.get(bucket).count() : 0;
        return bucket < 0 ? 0 : deliveries.get(bucket).count() - before;
    }
}
