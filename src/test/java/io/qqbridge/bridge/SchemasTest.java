package io.qqbridge.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;

import io.qqbridge.event.Command;
import io.qqbridge.event.CommandJson;
import io.qqbridge.event.CommandResult;
import io.qqbridge.event.MessageReceived;
import io.qqbridge.event.PresenceChanged;
import io.qqbridge.event.RequestReceived;
import io.qqbridge.event.RosterEntry;
import io.qqbridge.event.SessionChanged;
import io.qqbridge.event.SessionState;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The schemas and the code say the same. */
class SchemasTest {
    static Stream<Arguments> records() {
        return Stream.of(
                Arguments.of("message", MessageReceived.class),
                Arguments.of("presence", PresenceChanged.class),
                Arguments.of("roster", RosterEntry.class),
                Arguments.of("request", RequestReceived.class),
                Arguments.of("session", SessionChanged.class),
                Arguments.of("result", CommandResult.class));
    }

    @ParameterizedTest
    @MethodSource("records")
    void aSchemaHasTheFieldsOfItsRecordAndNoOthers(String name, Class<?> record) {
        assertThat(Schemas.json(name).path("properties").fieldNames())
                .toIterable()
                .containsExactlyElementsOf(fields(record));
    }

    @Test
    void nestedValuesHaveTheFieldsOfTheirRecords() {
        assertThat(Schemas.json("roster").at("/properties/avatar/properties").fieldNames())
                .toIterable()
                .containsExactlyElementsOf(fields(RosterEntry.Avatar.class));
        JsonNode answers = Schemas.json("result").at("/properties/data/anyOf");
        assertThat(answers)
                .extracting(answer -> names(answer.path("properties")))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(CommandResult.Answer.class.getPermittedSubclasses())
                                .map(SchemasTest::fields)
                                .toList());
        assertThat(answers.at("/3/properties/people/items/properties").fieldNames())
                .toIterable()
                .containsExactlyElementsOf(fields(CommandResult.Person.class));
    }

    @Test
    void theCommandsAreThoseOfTheCodeWithTheirFields() {
        JsonNode commands = Schemas.json("command").path("oneOf");
        assertThat(commands).hasSize(Command.class.getPermittedSubclasses().length);
        Set<List<String>> inCode =
                Arrays.stream(Command.class.getPermittedSubclasses())
                        .map(command -> fields(command).stream().sorted().toList())
                        .collect(Collectors.toSet());
        Set<List<String>> inSchema =
                StreamSupport.stream(commands.spliterator(), false)
                        .map(command -> names(command.path("properties")))
                        .map(
                                names ->
                                        names.stream()
                                                .filter(name -> !name.equals("command"))
                                                .sorted()
                                                .toList())
                        .collect(Collectors.toSet());
        assertThat(inSchema).isEqualTo(inCode);
        assertThat(Schemas.json("command").at("/properties/command/enum"))
                .extracting(JsonNode::asText)
                .containsExactlyElementsOf(
                        StreamSupport.stream(commands.spliterator(), false)
                                .map(command -> command.at("/properties/command/const").asText())
                                .toList())
                .containsExactlyElementsOf(
                        StreamSupport.stream(
                                        Schemas.json("result")
                                                .at("/properties/command/enum")
                                                .spliterator(),
                                        false)
                                .filter(JsonNode::isTextual)
                                .map(JsonNode::asText)
                                .toList());
    }

    @Test
    void theWordsAreThoseOfTheCode() {
        assertThat(Schemas.json("session").at("/properties/state/enum"))
                .extracting(JsonNode::asText)
                .containsExactlyElementsOf(
                        Arrays.stream(SessionState.values()).map(SessionState::word).toList());
        assertThat(Schemas.json("result").at("/properties/outcome/enum"))
                .extracting(JsonNode::asText)
                .containsExactlyElementsOf(
                        Arrays.stream(CommandResult.Outcome.values())
                                .map(CommandResult.Outcome::word)
                                .toList());
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyExampleIsValidAndEveryFieldIsExplained(String name) {
        JsonNode schema = Schemas.json(name);
        assertThat(schema.path("$id").asText())
                .isEqualTo("https://qqbridge.io/schemas/%s.v1.json".formatted(name));
        assertThat(schema.path("examples")).isNotEmpty();
        for (JsonNode example : schema.path("examples")) {
            assertThat(Schemas.faults(name, example)).as("%s", example).isEmpty();
        }
        assertThat(schema.path("properties"))
                .allMatch(field -> !field.path("description").asText().isBlank());
    }

    static Stream<String> names() {
        return Schemas.NAMES.stream();
    }

    @Test
    void everyCommandInTheExamplesIsAccepted() {
        JsonNode examples = Schemas.json("command").path("examples");
        assertThat(examples).hasSizeGreaterThanOrEqualTo(11);
        for (JsonNode example : examples) {
            assertThat(
                            CommandJson.read(
                                    "10001", example.toString().getBytes(StandardCharsets.UTF_8)))
                    .as("%s", example)
                    .isInstanceOf(CommandJson.Valid.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'command':'get-profile','contact':10002,'detail':null,'account':null}",
                "{'command':'search','age':20,'sex':null,'expiresAt':null}",
                "{'command':'answer-request','contact':'1','answer':'ask','words':null}",
                "{'command':'login','account':10001,'expiresAt':'2100-01-01T00:00:00+08:00'}",
                "{'command':'send-message','to':10002,'text':' ','a field of tomorrow':[]}"
            })
    void whatIsOptionalMayBeNullAndIdsMayBeNumbers(String quoted) {
        String json = quoted.replace('\'', '"');
        assertThat(Schemas.faults("command", Schemas.parse(json))).isEmpty();
        assertThat(CommandJson.read("10001", json.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(CommandJson.Valid.class);
    }

    @ParameterizedTest
    @MethodSource("io.qqbridge.bridge.BadCommandsTest#malformed")
    void theSchemaRefusesWhatTheBridgeRefuses(String json) {
        assertThat(Schemas.faults("command", Schemas.parse(json))).as(json).isNotEmpty();
    }

    private static List<String> names(JsonNode object) {
        return StreamSupport.stream(((Iterable<String>) object::fieldNames).spliterator(), false)
                .toList();
    }

    /** As they stand in JSON. */
    private static List<String> fields(Class<?> record) {
        return Arrays.stream(record.getRecordComponents())
                .map(
                        component -> {
                            JsonProperty named =
                                    component.getAccessor().getAnnotation(JsonProperty.class);
                            return named == null ? component.getName() : named.value();
                        })
                .toList();
    }
}
