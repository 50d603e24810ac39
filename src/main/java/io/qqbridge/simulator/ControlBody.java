package io.qqbridge.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A JSON object of a control request; what is wrong with it is said in one line. */
final class ControlBody {
    private final ObjectNode object;

    /** Takes an object with no other keys than these. */
    ControlBody(JsonNode json, String... keys) {
        if (!(json instanceof ObjectNode node)) {
            throw BadControlRequest.wrong(
                    "A JSON object with " + String.join(", ", keys) + " is wanted");
        }
        object = node;
        object.fieldNames()
                .forEachRemaining(
                        key -> {
                            if (!Arrays.asList(keys).contains(key)) {
                                throw BadControlRequest.wrong(
                                        "Unknown key \"%s\"; known are %s"
                                                .formatted(key, String.join(", ", keys)));
                            }
                        });
    }

    /** The objects of a JSON list. */
    static List<ControlBody> list(JsonNode json, String... keys) {
        if (!json.isArray()) {
            throw BadControlRequest.wrong("A JSON list is wanted");
        }
        List<ControlBody> list = new ArrayList<>();
        for (JsonNode item : json) {
            list.add(new ControlBody(item, keys));
        }
        return list;
    }

    boolean has(String key) {
        return object.hasNonNull(key);
    }

    String text(String key) {
        JsonNode value = object.get(key);
        if (value == null || !value.isTextual()) {
            throw BadControlRequest.wrong("\"%s\" must be a string".formatted(key));
        }
        String text = value.textValue();
        // A lone surrogate can stand in JSON, and cannot be sent in UTF-8.
        if (text.codePoints().anyMatch(c -> c >= 0xD800 && c <= 0xDFFF)) {
            throw BadControlRequest.wrong("\"%s\" is not Unicode text".formatted(key));
        }
        return text;
    }

    @Nullable String textOrNull(String key) {
        return has(key) ? text(key) : null;
    }

    long integer(String key, long least, long most) {
        JsonNode value = object.get(key);
        if (value == null
                || !value.isIntegralNumber()
                || !value.canConvertToLong()
                || value.longValue() < least
                || value.longValue() > most) {
            throw BadControlRequest.wrong(
                    "\"%s\" must be an integer from %d to %d".formatted(key, least, most));
        }
        return value.longValue();
    }

    long integerOr(String key, long otherwise, long least, long most) {
        return has(key) ? integer(key, least, most) : otherwise;
    }

    double decimal(String key, double least, double most) {
        JsonNode value = object.get(key);
        if (value == null
                || !value.isNumber()
                || !(value.doubleValue() >= least && value.doubleValue() <= most)) {
            throw BadControlRequest.wrong(
                    "\"%s\" must be a number from %s to %s".formatted(key, least, most));
        }
        return value.doubleValue();
    }
}
