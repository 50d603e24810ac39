package io.qqbridge.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import io.qqbridge.event.EventKind;
import io.qqbridge.testing.BridgeTest;
import io.qqbridge.testing.KafkaForTests;
import io.qqbridge.testing.RunningBridge;
import io.qqbridge.testing.Seen;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;

@BridgeTest
class BadCommandsTest {
    private static final String GOOD = "{\"command\": \"list-contacts\"}";

    private final RunningBridge bridge;
    private final String account;

    BadCommandsTest(KafkaForTests kafka) throws Exception {
        bridge = RunningBridge.on(kafka).start();
        account = bridge.account(0);
        bridge.awaitOnline();
    }

    @AfterAll
    void stop() {
        bridge.close();
    }

    static Stream<Arguments> bad() {
        return Stream.of(
                bad("not JSON", "hello", "not JSON"),
                bad("a half of JSON", "{\"command\": ", "not JSON"),
                bad("two values", GOOD + GOOD, "not JSON"),
                bad(
                        "a field twice",
                        "{\"command\": \"login\", \"command\": \"logout\"}",
                        "not JSON"),
                bad("nothing", "", "not a JSON object"),
                bad("a list", "[1, 2]", "not a JSON object"),
                bad("no command", "{}", "'command' is missing"),
                bad("an unknown command", "{\"command\": \"dance\"}", "names no command"),
                bad("a command that is no text", "{\"command\": 7}", "'command' is not a string"),
                bad("no contact", "{\"command\": \"add-contact\"}", "'contact' is missing"),
                bad(
                        "a contact that is no id",
                        "{\"command\": \"add-contact\", \"contact\": \"a b\"}",
                        "'contact' is not an id"),
                bad(
                        "an empty text",
                        "{\"command\": \"send-message\", \"to\": \"1\", \"text\": \"\"}",
                        "'text' is empty"),
                bad(
                        "a long text",
                        "{\"command\": \"send-message\", \"to\": \"1\", \"text\": \"%s\"}"
                                .formatted("x".repeat(4097)),
                        "at most 4096"),
                bad(
                        "half an emoji",
                        "{\"command\": \"send-message\", \"to\": \"1\", \"text\": \"\\ud83d\"}",
                        "'text' is not valid Unicode"),
                bad(
                        "no time",
                        "{\"command\": \"login\", \"expiresAt\": \"soon\"}",
                        "'expiresAt' is not a time"),
                bad(
                        "an unknown state",
                        "{\"command\": \"change-state\", \"state\": \"asleep\"}",
                        "'state' names no state"),
                bad(
                        "another account",
                        "{\"command\": \"login\", \"account\": \"99\"}",
                        "different accounts"),
                bad(
                        "a large record",
                        "{\"x\": \"%s\"}".formatted("x".repeat(70_000)),
                        "at most 65536"),
                bad("deep JSON", "[".repeat(60_000), "not JSON"));
    }

    /** Those that are JSON, and wrong by their fields. */
    static Stream<String> malformed() {
        return bad().filter(arguments -> ((String) arguments.get()[2]).contains("'"))
                .map(arguments -> (String) arguments.get()[1])
                .filter(json -> !json.contains("ud83d"));
    }

    private static Arguments bad(String what, String json, String reason) {
        return Arguments.of(what, json, reason);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bad")
    void aRecordThatIsNoCommandIsRejectedAndKept(String what, String json, String reason)
            throws Exception {
        rejected(account, json.getBytes(StandardCharsets.UTF_8), reason);
    }

    @Test
    void aRecordThatIsNotUtf8IsRejectedAndKept() throws Exception {
        byte[] latin1 =
                "{\"command\": \"send-message\", \"to\": \"1\", \"text\": \"é\"}"
                        .getBytes(StandardCharsets.ISO_8859_1);
        rejected(account, latin1, "not JSON");
    }

    @Test
    void aTombstoneIsRejected() throws Exception {
        String id = bridge.send(account, null, Map.of());
        assertThat(bridge.resultOf(id).text("outcome")).isEqualTo("rejected");
        assertThat(deadLetterOf(id).key()).isEqualTo(account);
    }

    @Test
    void aCommandWithoutAnAccountIsRejected() throws Exception {
        rejected(null, GOOD.getBytes(StandardCharsets.UTF_8), "no account");
    }

    @Test
    void aCommandForAnUnknownAccountIsRejected() throws Exception {
        rejected("4711", GOOD.getBytes(StandardCharsets.UTF_8), "not in the configuration");
    }

    @Test
    void aKeyThatIsNoAccountAtAllIsRejected() throws Exception {
        rejected("no such \n one %% 账号", GOOD.getBytes(StandardCharsets.UTF_8), "is not an id");
    }

    @Test
    void aRecordTooLargeForADeadLetterIsKeptInPieces() throws Exception {
        byte[] large = "x".repeat(1_000_000).getBytes(StandardCharsets.UTF_8);
        String id = bridge.send(account, large, Map.of());
        assertThat(bridge.resultOf(id).text("reason")).contains("1000000 bytes");
        var pieces =
                bridge.await(EventKind.DEAD, 2, dead -> id.equals(dead.header("ce_causationid")));
        assertThat(pieces)
                .extracting(piece -> piece.header("qq_piece"))
                .containsExactly("1/2", "2/2");
        assertThat(Pieces.join(pieces)).isEqualTo(large);
    }

    private void rejected(@Nullable String key, byte[] value, String reason) throws Exception {
        String id = bridge.send(key, value, Map.of());
        String next = bridge.send(account, GOOD);

        JsonNode result = bridge.resultOf(id).json();
        assertThat(result.path("outcome").asText()).isEqualTo("rejected");
        assertThat(result.path("reason").asText()).contains(reason).doesNotContain("\n");

        Seen dead = deadLetterOf(id);
        assertThat(dead.bytes()).isEqualTo(value);
        assertThat(dead.header("__connect.errors.topic")).isEqualTo(bridge.topics().command());
        assertThat(
                        "%s-%s-%s"
                                .formatted(
                                        dead.header("__connect.errors.topic"),
                                        dead.header("__connect.errors.partition"),
                                        dead.header("__connect.errors.offset")))
                .isEqualTo(id);
        assertThat(dead.header("__connect.errors.exception.message"))
                .isEqualTo(result.path("reason").asText());

        assertThat(bridge.resultOf(next).text("outcome")).isEqualTo("accepted");
    }

    private Seen deadLetterOf(String id) {
        return bridge.await(EventKind.DEAD, dead -> id.equals(dead.header("ce_causationid")));
    }
}
