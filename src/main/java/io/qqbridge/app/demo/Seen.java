package io.qqbridge.app.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

/**
 * A record as a person wants to see it.
 *
 * @param kind the topic's word: message, presence, command, …
 * @param out whether it goes to QQ
 * @param account the account's UIN
 * @param summary what it says, in a line
 * @param took from its event to this reader
 */
record Seen(String kind, boolean out, String account, String state, String summary, Duration took) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST = 60;

    static Seen of(ConsumerRecord<String, byte[]> record, String prefix) {
        String kind = record.topic().substring(prefix.length()).replace(".v1", "");
        JsonNode value = json(record.value());
        String account = value.path("account").asText(String.valueOf(record.key()));
        return new Seen(
                kind,
                kind.equals("command"),
                account.replaceAll("/.*", ""),
                kind.equals("session") ? value.path("state").asText() : "",
                printable(summary(kind, record, value)),
                took(record));
    }

    private static JsonNode json(byte[] value) {
        if (value == null) {
            return MissingNode.getInstance();
        }
        try {
            return JSON.readTree(value);
        } catch (IOException e) {
            // A dead letter is whatever somebody wrote.
            return MissingNode.getInstance();
        }
    }

    private static String summary(
            String kind, ConsumerRecord<String, byte[]> record, JsonNode value) {
        return switch (kind) {
            case "message" -> value.path("from").asText() + ": " + value.path("text").asText();
            case "presence" ->
                    "%s is %s (was %s)"
                            .formatted(
                                    value.path("contact").asText(),
                                    value.path("state").asText(),
                                    value.path("was").asText("not seen before"));
            case "roster" ->
                    record.value() == null
                            ? record.key() + " is gone"
                            : "contact %s %s"
                                    .formatted(
                                            value.path("contact").asText(),
                                            value.path("nickname").asText(""));
            case "request" ->
                    "%s %s: %s"
                            .formatted(
                                    value.path("contact").asText(),
                                    value.path("kind").asText(),
                                    value.path("words").asText());
            case "session" ->
                    "%s: %s".formatted(value.path("state").asText(), value.path("reason").asText());
            case "command" ->
                    "%s %s %s"
                            .formatted(
                                    value.path("command").asText(),
                                    value.path("to").asText(value.path("contact").asText("")),
                                    value.path("text").asText(""));
            case "result" ->
                    "%s %s %s"
                            .formatted(
                                    value.path("command").asText(),
                                    value.path("outcome").asText(),
                                    value.path("reason").asText(""));
            default -> header(record, "__connect.errors.exception.message");
        };
    }

    private static String header(ConsumerRecord<String, byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    private static Duration took(ConsumerRecord<String, byte[]> record) {
        String time = header(record, "ce_time");
        Instant happened =
                time.isEmpty() ? Instant.ofEpochMilli(record.timestamp()) : Instant.parse(time);
        return Duration.between(happened, Instant.now());
    }

    /** What others wrote must not steer a terminal. */
    private static String printable(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints()
                .limit(LONGEST)
                .forEach(c -> shown.appendCodePoint(Character.isISOControl(c) ? '␤' : c));
        return shown + (text.codePointCount(0, text.length()) > LONGEST ? "…" : "");
    }
}
