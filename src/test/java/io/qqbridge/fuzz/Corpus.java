package io.qqbridge.fuzz;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What is mutated: the seeds, and the shortest input of each kind that came up. Bounded. */
final class Corpus {
    private static final int KINDS = 1_000;
    private static final int LONGEST = 4 * 1024;

    private final List<byte[]> inputs;
    private final Map<String, Integer> places = new HashMap<>();

    Corpus(List<byte[]> seeds) {
        inputs = new ArrayList<>(seeds);
    }

    List<byte[]> inputs() {
        return inputs;
    }

    int kinds() {
        return places.size();
    }

    long bytes() {
        return inputs.stream().mapToLong(input -> input.length).sum();
    }

    void offer(byte[] input, String kind) {
        if (input.length > LONGEST) {
            return;
        }
        Integer place = places.get(kind);
        if (place != null) {
            if (input.length < inputs.get(place).length) {
                inputs.set(place, input);
            }
        } else if (places.size() < KINDS) {
            places.put(kind, inputs.size());
            inputs.add(input);
        }
    }
}
