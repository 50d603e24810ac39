package io.qqbridge.bridge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The published schemas, read by a library that is not ours. */
final class Schemas {
    static final List<String> NAMES =
            List.of("message", "presence", "roster", "request", "session", "command", "result");

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Map<String, JsonSchema> COMPILED = new ConcurrentHashMap<>();

    private Schemas() {}

    /** The schema of a topic's values, by the topic's word. */
    static JsonNode json(String name) {
        try (InputStream file =
                Schemas.class.getResourceAsStream("/schemas/%s.v1.json".formatted(name))) {
            return MAPPER.readTree(Objects.requireNonNull(file, name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The fields that a schema lists. */
    static List<String> fields(String name) {
        List<String> fields = new ArrayList<>();
        json(name).path("properties").fieldNames().forEachRemaining(fields::add);
        return fields;
    }

    /** What a schema finds wrong with a value. */
    static Set<ValidationMessage> faults(String name, JsonNode value) {
        return COMPILED.computeIfAbsent(name, Schemas::compiled).validate(value);
    }

    static JsonNode parse(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonSchema compiled(String name) {
        return JsonSchemaFactory.getInstance(VersionFlag.V202012)
                .getSchema(
                        json(name),
                        SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build());
    }
}
