package io.qqbridge.faults;

import io.qqbridge.testing.Control;

import java.util.function.Predicate;

/** The bridge's own figures, as a scrape shows them. */
final class Metrics {
    private final Control management;

    Metrics(int port) {
        management = new Control(port);
    }

    /**
     * The sum of a meter's lines that have all these labels, such as {@code outcome="answered"}.
     */
    double sum(String meter, String... labels) {
        Predicate<String> wanted =
                line -> line.startsWith(meter + "{") || line.startsWith(meter + " ");
        for (String label : labels) {
            wanted = wanted.and(line -> line.contains(label));
        }
        return management
                .text("/observe/metrics")
                .lines()
                .filter(wanted)
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
