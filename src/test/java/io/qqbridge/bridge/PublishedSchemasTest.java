package io.qqbridge.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/**
 * The schemas keep what was promised when they were published: {@code src/test/resources/published}
 * has them as they were then, and changes with a release alone.
 */
class PublishedSchemasTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static JsonNode read(String file) throws IOException {
        try (InputStream schema = PublishedSchemasTest.class.getResourceAsStream(file)) {
            return JSON.readTree(Objects.requireNonNull(schema, file));
        }
    }

    private static ObjectNode published(String kind) throws IOException {
        return (ObjectNode) read("/published/%s.v1.json".formatted(kind));
    }

    private static Promise promise(String kind) {
        return kind.equals("command") ? Promise.TO_WRITERS : Promise.TO_READERS;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"command", "message", "presence", "request", "result", "roster", "session"})
    void aSchemaKeepsWhatWasPromised(String kind) throws IOException {
        JsonNode now = read("/schemas/%s.v1.json".formatted(kind));

        assertThat(promise(kind).broken(published(kind), now)).isEmpty();
    }

    @Test
    void aFieldMayBeAdded() throws IOException {
        ObjectNode now = published("message");
        ((ObjectNode) now.path("properties")).putObject("font").put("type", "string");

        assertThat(Promise.TO_READERS.broken(published("message"), now)).isEmpty();
    }

    @Test
    void aFieldMayNotGoNorBecomeAnother() throws IOException {
        ObjectNode now = published("message");
        ObjectNode properties = (ObjectNode) now.path("properties");
        properties.remove("text");
        ((ObjectNode) properties.path("from")).put("type", "integer");

        assertThat(Promise.TO_READERS.broken(published("message"), now))
                .anySatisfy(broken -> assertThat(broken).startsWith("/properties/from/type was"))
                .contains("/properties/text is gone");
    }

    @Test
    void aFieldThatWasAlwaysThereMayNotBeMissing() throws IOException {
        ObjectNode now = published("message");
        ((ArrayNode) now.path("required")).remove(0);

        assertThat(Promise.TO_READERS.broken(published("message"), now))
                .singleElement()
                .asString()
                .startsWith("/required was");
    }

    @Test
    void aWriterMayNotBeAskedForMoreThanBefore() throws IOException {
        ObjectNode now = published("command");
        ((ArrayNode) now.path("required")).add("account");
        ((ObjectNode) now.at("/properties/expiresAt")).put("pattern", "Z$");
        ((ArrayNode) now.at("/properties/command/enum")).remove(0);
        ((ArrayNode) now.path("oneOf")).remove(1);

        assertThat(Promise.TO_WRITERS.broken(published("command"), now))
                .contains("/properties/expiresAt/pattern is new")
                .anySatisfy(broken -> assertThat(broken).startsWith("/required was"))
                .anySatisfy(broken -> assertThat(broken).startsWith("/properties/command/enum was"))
                .anySatisfy(broken -> assertThat(broken).startsWith("/oneOf/add-contact"));
    }

    @Test
    void aWriterMayBeAllowedMore() throws IOException {
        ObjectNode now = published("command");
        ((ArrayNode) now.at("/properties/command/enum")).add("poke");
        ((ObjectNode) now.at("/properties/account")).remove("pattern");

        assertThat(Promise.TO_WRITERS.broken(published("command"), now)).isEmpty();
    }
}
