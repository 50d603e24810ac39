package io.qqbridge.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;

/** What people wrote to each other stands in no log, whoever prints what carries it. */
class NothingLeaksTest {
    private static final String CANARY = "kanarienvogel";
    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

    @Test
    void aCommandDoesNotShowWhatItSays() {
        assertThat(new Command.SendMessage("3", CANARY).toString())
                .contains("3", "13 characters")
                .doesNotContain(CANARY);
        assertThat(
                        new Command.AnswerRequest("3", Command.AnswerRequest.Answer.ASK, CANARY)
                                .toString())
                .contains("3", "ASK", "13 characters")
                .doesNotContain(CANARY);
    }

    @Test
    void aCommandThatWasReadDoesNotShowWhatItSays() {
        String json =
                "{\"command\":\"send-message\",\"to\":\"3\",\"text\":\"%s\"}".formatted(CANARY);

        assertThat(CommandJson.read("1", json.getBytes(StandardCharsets.UTF_8)).toString())
                .contains("SendMessage")
                .doesNotContain(CANARY);
    }

    @Test
    void aRecordThatWasNotReadYetDoesNotShowWhatItSays() {
        byte[] value = CANARY.getBytes(StandardCharsets.UTF_8);
        CommandRecord record =
                new CommandRecord(
                        "id-7", "7", CANARY, value, null, Map.of("x", CANARY), NOON, NOON);

        assertThat(record.toString()).contains("id-7", "13 bytes").doesNotContain(CANARY);
    }

    @Test
    void anEventDoesNotShowWhatWasSaid() {
        assertThat(
                        Envelope.of(
                                        "id",
                                        new MessageReceived(
                                                "1", "private:3", "3", CANARY, NOON, null))
                                .toString())
                .contains("private:3", "13 characters")
                .doesNotContain(CANARY);
        assertThat(
                        new RequestReceived("1", "3", RequestReceived.Kind.ASKED, CANARY, NOON)
                                .toString())
                .contains("3", "ASKED", "13 characters")
                .doesNotContain(CANARY);
    }

    @Test
    void aDeadLetterDoesNotShowItsBytes() {
        byte[] received = CANARY.getBytes(StandardCharsets.UTF_8);
        DeadLetter letter =
                new DeadLetter(
                        "1",
                        received,
                        DeadLetter.Stage.COMMAND,
                        "not JSON",
                        null,
                        Map.of("x", CANARY),
                        NOON,
                        new DeadLetter.Attempt(CANARY, CommandResult.Outcome.REJECTED, null));

        assertThat(letter.toString()).contains("not JSON", "13 bytes").doesNotContain(CANARY);
        assertThat(letter.attempt()).asString().contains("REJECTED").doesNotContain(CANARY);
    }
}
