package io.qqbridge.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.qqbridge.event.CommandJson.Invalid;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** What is no command says why, in a line that repeats nothing of it. */
class CommandJsonRefusalsTest {
    private static final String CANARY = "kanarienvogel";
    private static final String SEND = "{'command':'send-message','to':'3',";

    record Bad(String json, String reason) {
        @Override
        public String toString() {
            return reason + ": " + json.substring(0, Math.min(60, json.length()));
        }
    }

    static Stream<Bad> bad() {
        return Stream.of(
                new Bad("", "not a JSON object"),
                new Bad("  \n", "not a JSON object"),
                new Bad("null", "not a JSON object"),
                new Bad("['" + CANARY + "']", "not a JSON object"),
                new Bad("'" + CANARY + "'", "not a JSON object"),
                new Bad(CANARY, "not JSON: line 1, column"),
                new Bad("{'command':'login','" + CANARY + "'", "not JSON: line 1, column"),
                new Bad("{'command':\n'" + CANARY, "not JSON: line 2, column"),
                new Bad("{'command':'login'} " + CANARY, "not JSON: line 1, column"),
                new Bad("{'command':'login'}{'command':'logout'}", "not JSON: line 1, column"),
                new Bad("{'command':'login','command':'login'}", "not JSON: line 1, column"),
                new Bad("{'" + CANARY + "':1,'" + CANARY + "':2}", "not JSON: line 1, column"),
                new Bad(
                        "{'a':" + "[".repeat(30_000) + "]".repeat(30_000) + "}",
                        "not JSON: it nests too deeply"),
                new Bad(
                        "{'to':" + "9".repeat(2_000) + "}",
                        "not JSON: it nests too deeply, or a name or a number"),
                new Bad("{}", "field 'command' is missing"),
                new Bad("{'command':null}", "field 'command' is missing"),
                new Bad("{'Command':'login'}", "field 'command' is missing"),
                new Bad("{'command':7}", "field 'command' is not a string"),
                new Bad("{'command':['login']}", "field 'command' is not a string"),
                new Bad("{'command':'" + CANARY + "'}", "field 'command' names no command; it is"),
                new Bad("{'command':'Login'}", "field 'command' names no command; it is"),
                new Bad(
                        "{'command':'send-message','text':'" + CANARY + "'}",
                        "field 'to' is missing"),
                new Bad(SEND + "'words':'" + CANARY + "'}", "field 'text' is missing"),
                new Bad(SEND + "'text':null}", "field 'text' is missing"),
                new Bad(SEND + "'text':7}", "field 'text' is not a string"),
                new Bad(SEND + "'text':{'" + CANARY + "':1}}", "field 'text' is not a string"),
                new Bad(SEND + "'text':''}", "field 'text' is empty"),
                new Bad(
                        SEND + "'text':'" + CANARY.repeat(400) + "'}",
                        "field 'text' has 5200 characters, at most 4096 are allowed"),
                new Bad(
                        SEND + "'text':'" + CANARY + "\\uD83D'}",
                        "field 'text' is not valid Unicode"),
                new Bad(
                        SEND + "'text':'\\uDE00" + CANARY + "'}",
                        "field 'text' is not valid Unicode"),
                new Bad(id("to", "'" + CANARY + " x'"), "field 'to' is not an id such as"),
                new Bad(id("to", "''"), "field 'to' is not an id such as"),
                new Bad(id("to", "'1&CMD=Logout'"), "field 'to' is not an id such as"),
                new Bad(id("to", "'1\\n'"), "field 'to' is not an id such as"),
                new Bad(id("to", "'" + "1".repeat(65) + "'"), "field 'to' is not an id such as"),
                new Bad(id("to", "1.5"), "field 'to' is not a string"),
                new Bad(id("to", "true"), "field 'to' is not a string"),
                new Bad("{'command':'add-contact'}", "field 'contact' is missing"),
                new Bad(
                        "{'command':'remove-contact','contact':[]}",
                        "field 'contact' is not a string"),
                new Bad("{'command':'get-profile'}", "field 'contact' is missing"),
                new Bad(
                        "{'command':'get-profile','contact':'3','detail':'" + CANARY + "'}",
                        "field 'detail' is none of short, normal, full"),
                new Bad("{'command':'answer-request','contact':'3'}", "field 'answer' is missing"),
                new Bad(
                        "{'command':'answer-request','contact':'3','answer':'" + CANARY + "'}",
                        "field 'answer' is none of accept, refuse, ask"),
                new Bad(
                        "{'command':'answer-request','contact':'3','answer':'ask','words':['x']}",
                        "field 'words' is not a string"),
                new Bad(
                        "{'command':'answer-request','contact':'3','answer':'ask','words':'"
                                + CANARY.repeat(400)
                                + "'}",
                        "field 'words' has 5200 characters"),
                new Bad(
                        "{'command':'answer-request','contact':'3','answer':'ask','words':'\\uD83D'}",
                        "field 'words' is not valid Unicode"),
                new Bad("{'command':'change-state'}", "field 'state' is missing"),
                new Bad("{'command':'change-state','state':10}", "field 'state' is not a string"),
                new Bad(
                        "{'command':'change-state','state':'" + CANARY + "'}",
                        "field 'state' names no state"),
                new Bad(
                        "{'command':'change-state','state':'unknown-80'}",
                        "field 'state' names no state"),
                new Bad("{'command':'search','sex':1.5}", "field 'sex' is not a string"),
                new Bad(
                        "{'command':'search','province':'\\uD83D'}",
                        "field 'province' is not valid"),
                new Bad(
                        "{'command':'login','expiresAt':'" + CANARY + "'}",
                        "field 'expiresAt' is not a time such as"),
                new Bad(
                        "{'command':'login','expiresAt':'2026-01-31'}",
                        "field 'expiresAt' is not a time such as"),
                new Bad(
                        "{'command':'login','expiresAt':1769860800}",
                        "field 'expiresAt' is not a string"),
                new Bad(
                        "{'command':'login','account':'" + CANARY + " '}",
                        "field 'account' is not an id such as"),
                new Bad(
                        "{'command':'login','account':'" + CANARY + "'}",
                        "the record's key and field 'account' name different accounts"));
    }

    @ParameterizedTest
    @MethodSource("bad")
    void saysWhatIsWrong(Bad bad) {
        assertThat(refused("29501213", bad.json()).reason()).startsWith(bad.reason());
    }

    @ParameterizedTest
    @MethodSource("bad")
    void saysItInOneLineThatRepeatsNothing(Bad bad) {
        assertThat(refused("29501213", bad.json()).reason())
                .doesNotContain(CANARY)
                .doesNotContain("\n")
                .hasSizeLessThan(250);
    }

    @ParameterizedTest
    @MethodSource("bad")
    void keepsTheAccountOfTheKey(Bad bad) {
        assertThat(refused("29501213", bad.json()).account()).isEqualTo("29501213");
    }

    @ParameterizedTest
    @ValueSource(ints = {0x80, 0xc0, 0xff, 0x00})
    void whatIsNotTextIsNotJson(int octet) {
        byte[] value = (SEND + "'text':'x'}").replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        value[value.length - 3] = (byte) octet;

        assertThat(CommandJson.read("1", value))
                .isInstanceOfSatisfying(
                        Invalid.class,
                        invalid -> assertThat(invalid.reason()).startsWith("not JSON: "));
    }

    @Test
    void aRecordThatIsTooLargeIsNotEvenParsed() {
        byte[] blanks = " ".repeat(CommandJson.MAX_BYTES + 1).getBytes(StandardCharsets.UTF_8);

        assertThat(CommandJson.read("1", blanks))
                .isEqualTo(
                        new Invalid(
                                "1",
                                null,
                                "the record has 65537 bytes, at most 65536 are allowed"));
    }

    @Test
    void aCommandNeedsAnAccount() {
        Invalid wanted =
                new Invalid(
                        "",
                        "login",
                        "no account: give it as the record's key or in field 'account'");

        assertThat(refused(null, "{'command':'login'}")).isEqualTo(wanted);
        assertThat(refused("", "{'command':'login'}")).isEqualTo(wanted);
    }

    @Test
    void aKeyThatIsNoAccountIsNotRepeated() {
        for (String key : List.of(CANARY + " ", CANARY + "\n", CANARY.repeat(6))) {
            assertThat(refused(key, "{'command':'login'}").reason())
                    .isEqualTo("the record's key is not an id such as \"24259132\"");
        }
    }

    @Test
    void theWordIsKeptAsSoonAsItIsKnown() {
        assertThat(refused("1", SEND + "'text':''}").word()).isEqualTo("send-message");
        assertThat(refused("1", "{'command':'" + CANARY + "'}").word()).isNull();
    }

    @Test
    void theAccountOfTheFieldIsKeptWhereThereIsNoKey() {
        assertThat(refused(null, "{'command':'add-contact','account':'7'}").account())
                .isEqualTo("7");
    }

    private static String id(String field, String value) {
        return "{'command':'send-message','text':'x','%s':%s}".formatted(field, value);
    }

    private static Invalid refused(@Nullable String key, String json) {
        return (Invalid)
                CommandJson.read(key, json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }
}
