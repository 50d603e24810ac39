package io.qqbridge.testing;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Judges what came through a fault. What is sent is numbered 0, 1, 2 and so on within a stream (an
 * account's messages, say); what comes is noted as it comes. A thing may come again, under the id
 * it had; it may not be missing, and none may come for the first time after a later one has.
 */
public final class Oracle {
    private final Map<String, Numbers> streams = new TreeMap<>();

    /**
     * What became of all that was sent; the text names the first few of what is wrong. What is lost
     * in a row, as an answer is with all that it carried, is one hole.
     */
    public record Verdict(
            int sent, int lost, int holes, int disordered, int renamed, int again, String text) {
        @Override
        public String toString() {
            return "%d sent: %d lost in %d holes, %d out of order, %d again with another id, %d again%s"
                    .formatted(sent, lost, holes, disordered, renamed, again, text);
        }
    }

    /** Notes that a number of a stream came, under this id. */
    public synchronized void came(String stream, int number, String id) {
        streams.computeIfAbsent(stream, first -> new Numbers()).came(number, id);
    }

    /** How many different numbers have come. */
    public synchronized int distinct() {
        return streams.values().stream().mapToInt(numbers -> numbers.seen.cardinality()).sum();
    }

    /** Judges, given how many numbers each stream was sent. */
    public synchronized Verdict verdict(Map<String, Integer> sent) {
        Numbers all = new Numbers();
        int total = 0;
        int lost = 0;
        int holes = 0;
        for (Map.Entry<String, Integer> stream : sent.entrySet()) {
            Numbers numbers = streams.getOrDefault(stream.getKey(), new Numbers());
            BitSet missing = new BitSet();
            missing.set(0, stream.getValue());
            missing.andNot(numbers.seen);
            total += stream.getValue();
            lost += missing.cardinality();
            holes += (int) missing.stream().filter(i -> i == 0 || !missing.get(i - 1)).count();
            missing.stream()
                    .forEach(number -> all.note("%s: lost %d".formatted(stream.getKey(), number)));
            numbers.trouble.forEach(line -> all.note(stream.getKey() + ": " + line));
            all.again += numbers.again;
            all.disordered += numbers.disordered;
            all.renamed += numbers.renamed;
        }
        return new Verdict(
                total,
                lost,
                holes,
                all.disordered,
                all.renamed,
                all.again,
                all.trouble.isEmpty() ? "" : " " + all.trouble);
    }

    private static final class Numbers {
        private static final int NAMED = 10;

        private final BitSet seen = new BitSet();
        private final Map<Integer, String> ids = new HashMap<>();
        private final List<String> trouble = new ArrayList<>();
        private int again;
        private int disordered;
        private int renamed;

        void came(int number, String id) {
            String before = ids.putIfAbsent(number, id);
            if (before == null) {
                if (number < seen.length() - 1) {
                    disordered++;
                    note("%d after %d".formatted(number, seen.length() - 1));
                }
                seen.set(number);
            } else {
                again++;
                if (!before.equals(id)) {
                    renamed++;
                    note("%d as %s and as %s".formatted(number, before, id));
                }
            }
        }

        void note(String line) {
            if (trouble.size() < NAMED) {
                trouble.add(line);
            }
        }
    }
}
