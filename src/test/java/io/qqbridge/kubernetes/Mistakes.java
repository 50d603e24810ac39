package io.qqbridge.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Plants an unknown field in each object of a manifest, one at a time. */
final class Mistakes {
    /** These have whatever names people give. */
    private static final Set<String> FREE =
            Set.of(
                    "annotations",
                    "config",
                    "data",
                    "labels",
                    "limits",
                    "matchLabels",
                    "requests",
                    "selector",
                    "stringData");

    /** A mistake that nobody could mean otherwise. */
    private static final String MISTAKE = "securityContexts";

    private Mistakes() {}

    /** A manifest with a mistake in it, and where. */
    record Planted(String place, JsonNode manifest) {}

    /** One for each object that has fields of its own. */
    static List<Planted> in(JsonNode manifest) {
        List<String> places = new ArrayList<>();
        find(manifest, "", "", places);
        return places.stream().map(place -> plant(manifest.deepCopy(), place)).toList();
    }

    private static void find(JsonNode node, String name, String place, List<String> places) {
        // A Service's selector has free names; elsewhere a selector has matchLabels.
        boolean free = FREE.contains(name) && !node.has("matchLabels");
        if (free) {
            return;
        }
        if (node.isObject()) {
            places.add(place);
            node.properties()
                    .forEach(
                            field ->
                                    find(
                                            field.getValue(),
                                            field.getKey(),
                                            place + "/" + field.getKey(),
                                            places));
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                find(node.get(i), "", place + "/" + i, places);
            }
        }
    }

    private static Planted plant(JsonNode copy, String place) {
        ((ObjectNode) copy.at(place)).put(MISTAKE, true);
        return new Planted(place, copy);
    }
}
