package io.qqbridge.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import io.qqbridge.event.EventKind;
import io.qqbridge.testing.BridgeTest;
import io.qqbridge.testing.Control;
import io.qqbridge.testing.KafkaForTests;
import io.qqbridge.testing.RunningBridge;
import io.qqbridge.testing.Seen;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

@BridgeTest
class MessagesTest {
    private static final String CONTACT = "560000001";

    private final RunningBridge bridge;
    private final String first;
    private final String second;

    MessagesTest(KafkaForTests kafka) throws Exception {
        bridge = RunningBridge.on(kafka).start();
        first = bridge.account(0);
        second = bridge.account(1);
        bridge.awaitOnline();
    }

    @AfterAll
    void stop() {
        bridge.close();
    }

    static Stream<String> texts() {
        return Stream.of(
                "hello",
                "a&b=c%20d+e,f;g",
                "100% & more, a+b=c",
                "%26%3D%2C",
                "&MN=2&UN=1,2&CMD=x",
                "one\ntwo\r\nthree\tfour",
                "你好,世界:你在吗?",
                "🐼 and 👩‍👩‍👧 and 𠮷",
                "   blanks before and after  ",
                "\n",
                " ",
                "\"quotes\" \\ and <tags> '",
                "x".repeat(4096));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void aTextArrivesAsItWasSaid(String text) {
        int before = arrivedFrom(CONTACT).size();
        bridge.control().message(first, CONTACT, text);
        Seen message = awaitFrom(CONTACT, before + 1).get(before);
        assertThat(message.text("text")).isEqualTo(text);
        assertThat(message.text("chat")).isEqualTo("private:" + CONTACT);
        assertThat(message.json().has("type")).isFalse();
    }

    @ParameterizedTest
    @MethodSource("texts")
    void aTextIsSentAsItWasWritten(String text) throws Exception {
        JsonNode result =
                bridge.run(
                        first,
                        Control.json(
                                Map.of("command", "send-message", "to", CONTACT, "text", text)));
        assertThat(result.path("outcome").asText()).isEqualTo("accepted");
        JsonNode commands = bridge.control().commands(first);
        assertThat(commands.get(commands.size() - 1).path("text").asText()).isEqualTo(text);
    }

    @Test
    void anEmptyTextArrivesToo() {
        bridge.control().message(first, "560000002", "");
        assertThat(awaitFrom("560000002", 1).getFirst().text("text")).isEmpty();
    }

    @Test
    void messagesOfAnAccountArriveInOrder() {
        List<String> texts = IntStream.range(0, 500).mapToObj(i -> "number " + i).toList();
        texts.forEach(text -> bridge.control().message(second, CONTACT, text));
        List<Seen> arrived =
                bridge.await(
                        EventKind.MESSAGE,
                        500,
                        message ->
                                message.key().equals(second)
                                        && message.text("from").equals(CONTACT));
        assertThat(arrived).extracting(message -> message.text("text")).isEqualTo(texts);
    }

    @Test
    void aMessageOfAnUnknownTypeKeepsItsNumber() {
        bridge.control().message(first, "560000003", "a kind of its own", 77);
        Seen message = awaitFrom("560000003", 1).getFirst();
        assertThat(message.json().path("type").intValue()).isEqualTo(77);
        assertThat(message.text("text")).isEqualTo("a kind of its own");
    }

    @Test
    void accountsTalkToEachOtherThroughTheBridge() throws Exception {
        bridge.run(
                first,
                Control.json(
                        Map.of("command", "send-message", "to", second, "text", "你好 from first")));
        Seen heard = awaitFrom(first, 1).getFirst();
        assertThat(heard.key()).isEqualTo(second);
        assertThat(heard.text("text")).isEqualTo("你好 from first");

        bridge.run(
                second,
                Control.json(
                        Map.of(
                                "command",
                                "send-message",
                                "to",
                                heard.text("chat"),
                                "text",
                                "answered by the chat's name")));
        assertThat(awaitFrom(second, 1).getFirst().text("text"))
                .isEqualTo("answered by the chat's name");
    }

    private List<Seen> arrivedFrom(String contact) {
        return bridge.seen(EventKind.MESSAGE).stream()
                .filter(message -> isFrom(contact, message))
                .toList();
    }

    private List<Seen> awaitFrom(String contact, int count) {
        return bridge.await(EventKind.MESSAGE, count, message -> isFrom(contact, message));
    }

    private boolean isFrom(String contact, Seen message) {
        return message.text("from").equals(contact)
                && !(message.key().equals(second) && contact.equals(CONTACT));
    }
}
