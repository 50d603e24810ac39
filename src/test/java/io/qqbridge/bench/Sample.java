package io.qqbridge.bench;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What one contender was seen to do in one round, by measure. */
final class Sample {
    /** What is measured, in the order of the table. */
    enum Measure {
        POLLS("polls/s"),
        MESSAGES("messages/s"),
        COMMANDS("commands/s"),
        CPU_EACH("CPU s per 1,000"),
        CORES("cores"),
        CORES_RUNNING("cores but for compilers"),
        GARBAGE_EACH("KB garbage each"),
        P50("p50 ms"),
        P99("p99 ms"),
        P999("p99.9 ms"),
        LATE("p99 late ms"),
        FIRST("first after s"),
        LAST("all after s"),
        RSS("RSS MB"),
        HEAP("heap after GC MB"),
        THREADS("threads"),
        FILES("files");

        private final String title;

        Measure(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }
    }

    private final Map<Measure, Double> values = new EnumMap<>(Measure.class);

    Sample put(Measure measure, double value) {
        values.put(measure, value);
        return this;
    }

    /** The rates and shares of what happened between two readings, in so many seconds. */
    Sample between(Vitals.Reading before, Vitals.Reading after, double seconds, double things) {
        double cpu = after.cpuSeconds() - before.cpuSeconds();
        double compilers = Math.max(0, after.compilerSeconds() - before.compilerSeconds());
        put(Measure.CORES, cpu / seconds);
        put(Measure.CORES_RUNNING, (cpu - compilers) / seconds);
        if (things > 0) {
            put(Measure.CPU_EACH, 1000 * cpu / things);
            put(
                    Measure.GARBAGE_EACH,
                    (after.allocatedBytes() - before.allocatedBytes()) / things / 1024);
        }
        put(Measure.RSS, after.residentBytes() / 1e6);
        put(Measure.THREADS, after.threads());
        return put(Measure.FILES, (double) after.files());
    }

    Sample put(Latency latency) {
        put(Measure.P50, latency.percentile(0.5));
        put(Measure.P99, latency.percentile(0.99));
        return put(Measure.P999, latency.percentile(0.999));
    }

    /** For each measure that any of them has, the one in the middle. */
    static Map<Measure, Double> medians(List<Sample> samples) {
        Map<Measure, Double> medians = new TreeMap<>();
        for (Measure measure : Measure.values()) {
            List<Double> all =
                    samples.stream()
                            .map(sample -> sample.values.get(measure))
                            .filter(value -> value != null)
                            .sorted()
                            .toList();
            if (!all.isEmpty()) {
                medians.put(measure, all.get(all.size() / 2));
            }
        }
        return medians;
    }

    @Override
    public String toString() {
        StringBuilder line = new StringBuilder();
        values.forEach(
                (measure, value) ->
                        line.append(Table.number(value))
                                .append(' ')
                                .append(measure.title())
                                .append(", "));
        return line.toString();
    }
}
