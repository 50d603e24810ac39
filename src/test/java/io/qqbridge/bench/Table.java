package io.qqbridge.bench;

import io.qqbridge.bench.Sample.Measure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The samples of all contenders, as they come in, and their medians and ratios in the end. */
final class Table {
    private final Map<String, List<Sample>> samples = new LinkedHashMap<>();

    void add(String contender, Sample sample) {
        samples.computeIfAbsent(contender, first -> new ArrayList<>()).add(sample);
        System.out.printf("%-28s %s%n", contender, sample);
    }

    /** In Markdown; ratios are to the contender that came first. */
    void print(String title) {
        Map<String, Map<Measure, Double>> medians = new LinkedHashMap<>();
        samples.forEach((name, all) -> medians.put(name, Sample.medians(all)));
        Set<Measure> measures = new TreeSet<>();
        medians.values().forEach(of -> measures.addAll(of.keySet()));
        int rounds = samples.values().stream().mapToInt(List::size).max().orElse(0);
        System.out.printf("%n%s (median of %d)%n%n", title, rounds);
        System.out.println("| | " + String.join(" | ", medians.keySet()) + " |");
        System.out.println("| --- ".repeat(medians.size() + 1) + "|");
        for (Measure measure : measures) {
            StringBuilder row = new StringBuilder("| " + measure.title() + " |");
            Double first = null;
            for (Map<Measure, Double> of : medians.values()) {
                Double value = of.get(measure);
                row.append(' ').append(value == null ? "" : number(value));
                if (first == null) {
                    first = value;
                } else if (value != null && first > 0) {
                    row.append(String.format(Locale.ROOT, " (x%.2f)", value / first));
                }
                row.append(" |");
            }
            System.out.println(row);
        }
        System.out.println();
    }

    /** With three digits that count. */
    static String number(double value) {
        return value >= 100
                ? String.format(Locale.ROOT, "%,.0f", value)
                : String.format(Locale.ROOT, value >= 10 ? "%.1f" : "%.3f", value);
    }
}
