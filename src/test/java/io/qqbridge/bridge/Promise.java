package io.qqbridge.bridge;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;

/** What a published schema promised to those who read its records, or write them. */
enum Promise {
    /** The bridge writes: whatever readers found there they will find. */
    TO_READERS,
    /** The bridge reads: whatever writers were allowed they will be. */
    TO_WRITERS;

    /** What is only said to people. */
    private static final Set<String> WORDS =
            Set.of("$schema", "$id", "title", "description", "examples");

    /** What forbids values that would be allowed without. */
    private static final Set<String> BOUNDS =
            Set.of(
                    "pattern",
                    "const",
                    "enum",
                    "format",
                    "minLength",
                    "maxLength",
                    "minimum",
                    "maximum",
                    "required",
                    "additionalProperties");

    /** Where a schema breaks it; empty where it is kept. */
    List<String> broken(JsonNode published, JsonNode now) {
        List<String> broken = new ArrayList<>();
        compare("", published, now, broken);
        return broken;
    }

    private void compare(String place, JsonNode was, JsonNode now, List<String> broken) {
        for (Map.Entry<String, JsonNode> entry : was.properties()) {
            String name = entry.getKey();
            if (!WORDS.contains(name) || place.endsWith("/properties")) {
                compare(place + "/" + name, name, entry.getValue(), now.path(name), broken);
            }
        }
        if (this == TO_WRITERS && !place.endsWith("/properties")) {
            now.fieldNames()
                    .forEachRemaining(
                            name -> {
                                if (BOUNDS.contains(name) && !was.has(name)) {
                                    broken.add(place + "/" + name + " is new");
                                }
                            });
        }
    }

    private void compare(
            String place, String name, JsonNode was, JsonNode now, List<String> broken) {
        if (now.isMissingNode()) {
            if (this == TO_READERS || !BOUNDS.contains(name)) {
                broken.add(place + " is gone");
            }
        } else if (name.equals("oneOf")) {
            for (JsonNode each : was) {
                String title = each.path("title").asText();
                compare(place + "/" + title, each, titled(title, now), broken);
            }
        } else if (name.equals("required")) {
            keeps(place, this == TO_READERS, was, now, broken);
        } else if (name.equals("type") || name.equals("enum")) {
            keeps(place, this == TO_WRITERS, was, now, broken);
        } else if (was.isObject()) {
            compare(place, was, now, broken);
        } else if (!was.equals(now)) {
            broken.add(place + " is another");
        }
    }

    /** Whether a set of words may grow and must not shrink, or the other way round. */
    private static void keeps(
            String place, boolean mayGrow, JsonNode was, JsonNode now, List<String> broken) {
        Set<String> before = words(was);
        Set<String> after = words(now);
        if (!(mayGrow ? after.containsAll(before) : before.containsAll(after))) {
            broken.add("%s was %s and is %s".formatted(place, before, after));
        }
    }

    private static Set<String> words(JsonNode node) {
        Set<String> words = new HashSet<>();
        if (node.isArray()) {
            node.forEach(each -> words.add(each.asText()));
        } else {
            words.add(node.asText());
        }
        return words;
    }

    private static JsonNode titled(String title, JsonNode alternatives) {
        return StreamSupport.stream(alternatives.spliterator(), false)
                .filter(each -> each.path("title").asText().equals(title))
                .findFirst()
                .orElseGet(() -> alternatives.path("none"));
    }
}
