package io.qqbridge.bridge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.StreamSupport;

/** The published description of the topics, {@code asyncapi.yaml}. */
final class AsyncApi {
    private static final JsonNode DOCUMENT = read();

    private AsyncApi() {}

    private static JsonNode read() {
        try (InputStream file = AsyncApi.class.getResourceAsStream("/asyncapi.yaml")) {
            return new YAMLMapper().readTree(Objects.requireNonNull(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode channels() {
        return DOCUMENT.path("channels");
    }

    static JsonNode message(String name) {
        return DOCUMENT.path("components").path("messages").path(name);
    }

    /** The schema of a message's headers. */
    static JsonNode headersOf(String message) {
        String reference = message(message).at("/headers/$ref").asText();
        return DOCUMENT.at(reference.substring(1));
    }

    /** Every {@code $ref} in the document. */
    static List<String> references() {
        return DOCUMENT.findValuesAsText("$ref");
    }

    /** Whether there is something at a reference into the document or to a file. */
    static boolean leadsSomewhere(String reference) {
        return reference.startsWith("#")
                ? !DOCUMENT.at(reference.substring(1)).isMissingNode()
                : AsyncApi.class.getResource(reference.substring(1)) != null;
    }

    static List<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText).toList();
    }
}
