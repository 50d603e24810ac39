package io.qqbridge.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.qqbridge.event.CommandJson.Read;
import io.qqbridge.event.CommandJson.Valid;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.stream.Stream;

class CommandJsonTest {
    record Example(String json, Command command) {}

    static Stream<Example> examples() {
        return Stream.of(
                new Example(
                        "{'command':'send-message','to':'24259132','text':'你好 & 100%, \\n'}",
                        new Command.SendMessage("24259132", "你好 & 100%, \n")),
                new Example(
                        "{'command':'send-message','to':'private:24259132','text':' '}",
                        new Command.SendMessage("24259132", " ")),
                new Example(
                        "{'command':'send-message','to':24259132,'text':'\\uD83D\\uDE00'}",
                        new Command.SendMessage("24259132", "😀")),
                new Example(
                        "{'command':'add-contact','contact':'24259132'}",
                        new Command.AddContact("24259132")),
                new Example(
                        "{'command':'answer-request','contact':'3','answer':'accept'}",
                        new Command.AnswerRequest("3", Command.AnswerRequest.Answer.ACCEPT, "")),
                new Example(
                        "{'command':'answer-request','contact':'3','answer':'refuse','words':'no'}",
                        new Command.AnswerRequest("3", Command.AnswerRequest.Answer.REFUSE, "no")),
                new Example(
                        "{'command':'answer-request','contact':'3','answer':'ask','words':null}",
                        new Command.AnswerRequest("3", Command.AnswerRequest.Answer.ASK, "")),
                new Example(
                        "{'command':'remove-contact','contact':'3'}",
                        new Command.RemoveContact("3")),
                new Example(
                        "{'command':'change-state','state':'do-not-disturb'}",
                        new Command.ChangeState(State.DO_NOT_DISTURB)),
                new Example(
                        "{'command':'get-profile','contact':'3'}",
                        new Command.GetProfile("3", Command.GetProfile.Detail.NORMAL)),
                new Example(
                        "{'command':'get-profile','contact':'3','detail':'short'}",
                        new Command.GetProfile("3", Command.GetProfile.Detail.SHORT)),
                new Example(
                        "{'command':'get-profile','contact':'3','detail':'full'}",
                        new Command.GetProfile("3", Command.GetProfile.Detail.FULL)),
                new Example("{'command':'list-contacts'}", new Command.ListContacts()),
                new Example("{'command':'query-presence'}", new Command.QueryPresence()),
                new Example(
                        "{'command':'search','age':20,'sex':'1','province':'云南省'}",
                        new Command.Search("20", "1", "云南省")),
                new Example("{'command':'search'}", new Command.Search("", "", "")),
                new Example("{'command':'login'}", new Command.Login()),
                new Example("{'command':'logout'}", new Command.Logout()));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void eachCommandIsRead(Example example) {
        assertThat(read("29501213", example.json()))
                .isEqualTo(new Valid("29501213", example.command(), null));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void aCommandsWordIsTheOneItWasReadBy(Example example) {
        assertThat(example.json()).contains("'command':'" + example.command().word() + "'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "online",
                "offline",
                "busy",
                "invisible",
                "away",
                "call-me",
                "do-not-disturb"
            })
    void eachStateOfTheContractCanBeAskedFor(String word) {
        assertThat(read("1", "{'command':'change-state','state':'" + word + "'}"))
                .isEqualTo(new Valid("1", new Command.ChangeState(new State(word)), null));
    }

    @Test
    void theAccountIsTheKeyOrTheFieldOrBoth() {
        Valid wanted = new Valid("29501213", new Command.Login(), null);

        assertThat(read("29501213", "{'command':'login'}")).isEqualTo(wanted);
        assertThat(read(null, "{'command':'login','account':'29501213'}")).isEqualTo(wanted);
        assertThat(read("", "{'command':'login','account':29501213}")).isEqualTo(wanted);
        assertThat(read("29501213", "{'command':'login','account':'29501213'}")).isEqualTo(wanted);
    }

    @Test
    void anOptionalFieldThatIsNullIsAsGoodAsAbsent() {
        assertThat(
                        read(
                                "1",
                                "{'command':'get-profile','contact':'3','detail':null,"
                                        + "'account':null,'expiresAt':null}"))
                .isEqualTo(
                        new Valid(
                                "1",
                                new Command.GetProfile("3", Command.GetProfile.Detail.NORMAL),
                                null));
    }

    @Test
    void anExpiryMayHaveAnyOffset() {
        Instant noon = Instant.parse("2026-01-31T12:00:00Z");

        assertThat(expiry("2026-01-31T12:00:00Z")).isEqualTo(noon);
        assertThat(expiry("2026-01-31T20:00:00+08:00")).isEqualTo(noon);
        assertThat(expiry("2026-01-31T12:00:00.250Z")).isEqualTo(noon.plusMillis(250));
    }

    @Test
    void fieldsThatNobodyKnowsAreIgnored() {
        assertThat(read("1", "{'command':'login','note':{'a':[1,2,{}]},'to':7}"))
                .isEqualTo(new Valid("1", new Command.Login(), null));
    }

    @Test
    void aTextMayBeAsLongAsTheLimit() {
        String text = "字".repeat(CommandJson.MAX_TEXT);

        assertThat(read("1", "{'command':'send-message','to':'3','text':'" + text + "'}"))
                .isEqualTo(new Valid("1", new Command.SendMessage("3", text), null));
    }

    private static @Nullable Instant expiry(String time) {
        Read read = read("1", "{'command':'login','expiresAt':'" + time + "'}");
        return ((Valid) read).expiresAt();
    }

    private static Read read(@Nullable String key, String json) {
        return CommandJson.read(key, json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }
}
