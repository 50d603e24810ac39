package io.qqbridge.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.qqbridge.protocol.Answer.Reply;
import io.qqbridge.protocol.Request.Command;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

@Domain(Texts.class)
class RoundTripTest {
    @Property
    void everyRequestIsReadAsItWasWritten(@ForAll Request request) {
        assertThat(Request.decode(request.encode())).isEqualTo(new Decoded.Good<>(request));
    }

    @Property
    void everyAnswerIsReadAsItWasWritten(@ForAll Answer answer) {
        assertThat(Answer.decode(answer.encode())).isEqualTo(new Decoded.Good<>(answer));
    }

    @Property
    void anyTextSurvivesEscapingOnceAndTwice(@ForAll String text) {
        assertThat(Escapes.decode(Escapes.encode(text))).isEqualTo(text);
        assertThat(Escapes.decodeTwice(Escapes.encodeTwice(text))).isEqualTo(text);
    }

    @Property
    void anyProfileTextSurvivesWithItsBlanks(@ForAll String text) {
        Answer answer = answer(Cmd.GET_INFO, new Reply.Profile(Map.of(ProfileField.ABOUT, text)));

        assertThat(Answer.decode(answer.encode())).isEqualTo(new Decoded.Good<>(answer));
    }

    @Property
    void noTextAddsAFieldToARequest(@ForAll String text) {
        Request request = new Request("1.1", text, text, new Command.CltMsg(text, text));

        assertThat(names(request.encode())).containsExactly("VER", "CMD", "SEQ", "UIN", "UN", "MG");
    }

    @Property
    void noTextAddsAFieldOrAnItemToAnAnswer(@ForAll String text) {
        Answer answer =
                answer(Cmd.GET_MSG_EX, new Reply.Messages(List.of(new Message(9, text, text))));
        String line = new String(answer.encode(), StandardCharsets.UTF_8);

        assertThat(names(answer.encode()))
                .containsExactly("VER", "CMD", "SEQ", "UIN", "RES", "MN", "MT", "UN", "MG");
        assertThat(line.chars().filter(c -> c == ',')).hasSize(3);
        assertThat(line.chars().filter(c -> c < ' ')).isEmpty();
    }

    private static Answer answer(Cmd cmd, Reply reply) {
        return new Answer("1.1", cmd.inAnswer(), "1", "2", reply);
    }

    /** The names of the fields, found the plainest way. */
    private static List<String> names(byte[] line) {
        String text = new String(line, StandardCharsets.UTF_8);
        return List.of(text.split("&", -1)).stream()
                .map(field -> field.substring(0, field.indexOf('=')))
                .toList();
    }
}
