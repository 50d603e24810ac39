package io.qqbridge.event;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;

import io.qqbridge.event.Command.AnswerRequest;
import io.qqbridge.event.Command.GetProfile;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Reads the values of the command topic. Never throws on bad input: what cannot be read is {@link
 * Invalid} and says why, naming the field and repeating nothing of the content.
 */
public final class CommandJson {
    /** Bytes that a command may have; a larger record is not even parsed. */
    public static final int MAX_BYTES = 64 * 1024;

    /** Characters that a text may have. */
    public static final int MAX_TEXT = 4096;

    private static final int LONGEST_ID = 64;
    private static final List<String> WORDS =
            List.of(
                    "send-message",
                    "add-contact",
                    "answer-request",
                    "remove-contact",
                    "change-state",
                    "get-profile",
                    "list-contacts",
                    "query-presence",
                    "search",
                    "login",
                    "logout");

    private CommandJson() {}

    /** What a record turned out to be. */
    public sealed interface Read {
        /** The account it is for, empty where that could not be read. */
        String account();

        /** The command's word, null where that could not be read. */
        @Nullable String word();
    }

    /** A command to carry out, unless {@code expiresAt} has passed. */
    public record Valid(String account, Command command, @Nullable Instant expiresAt)
            implements Read {
        @Override
        public String word() {
            return command.word();
        }
    }

    /** Not a command; {@code reason} says what is wrong with it. */
    public record Invalid(String account, @Nullable String word, String reason) implements Read {}

    /** Reads a record's key, which names the account, and its value. */
    public static Read read(@Nullable String key, byte[] value) {
        String account = key != null && isId(key) ? key : "";
        if (value.length > MAX_BYTES) {
            return new Invalid(
                    account,
                    null,
                    "the record has %d bytes, at most %d are allowed"
                            .formatted(value.length, MAX_BYTES));
        }
        JsonNode json;
        try {
            json = Json.MAPPER.readTree(value);
        } catch (JacksonException e) {
            return new Invalid(account, null, "not JSON: " + place(e));
        } catch (IOException e) {
            return new Invalid(account, null, "not JSON: not UTF-8 text");
        }
        if (!json.isObject()) {
            return new Invalid(account, null, "not a JSON object");
        }
        String word = null;
        try {
            word = known(text(json, "command"));
            account = account(json, key == null ? "" : key);
            return new Valid(account, command(word, json), expiresAt(json));
        } catch (Wrong wrong) {
            return new Invalid(account, word, wrong.reason);
        }
    }

    private static Command command(String word, JsonNode json) throws Wrong {
        return switch (word) {
            case "send-message" -> new Command.SendMessage(recipient(json), message(json));
            case "add-contact" -> new Command.AddContact(id(json, "contact"));
            case "answer-request" ->
                    new AnswerRequest(
                            id(json, "contact"),
                            oneOf(
                                    json,
                                    "answer",
                                    AnswerRequest.Answer.values(),
                                    AnswerRequest.Answer::word),
                            limited("words", optional(json, "words")));
            case "remove-contact" -> new Command.RemoveContact(id(json, "contact"));
            case "change-state" -> new Command.ChangeState(state(json));
            case "get-profile" ->
                    new GetProfile(
                            id(json, "contact"),
                            json.hasNonNull("detail")
                                    ? oneOf(
                                            json,
                                            "detail",
                                            GetProfile.Detail.values(),
                                            GetProfile.Detail::word)
                                    : GetProfile.Detail.NORMAL);
            case "list-contacts" -> new Command.ListContacts();
            case "query-presence" -> new Command.QueryPresence();
            case "search" ->
                    new Command.Search(
                            limited("age", optional(json, "age")),
                            limited("sex", optional(json, "sex")),
                            limited("province", optional(json, "province")));
            case "login" -> new Command.Login();
            case "logout" -> new Command.Logout();
            default -> throw new IllegalStateException("a known word without a command: " + word);
        };
    }

    private static String known(String word) throws Wrong {
        if (!WORDS.contains(word)) {
            throw new Wrong("field 'command' names no command; it is one of " + WORDS);
        }
        return word;
    }

    private static String account(JsonNode json, String key) throws Wrong {
        String account = json.hasNonNull("account") ? id(json, "account") : key;
        if (account.isEmpty()) {
            throw new Wrong("no account: give it as the record's key or in field 'account'");
        }
        if (!key.isEmpty() && !key.equals(account)) {
            throw new Wrong("the record's key and field 'account' name different accounts");
        }
        if (!isId(account)) {
            throw new Wrong("the record's key is not an id such as \"24259132\"");
        }
        return account;
    }

    private static @Nullable Instant expiresAt(JsonNode json) throws Wrong {
        if (!json.hasNonNull("expiresAt")) {
            return null;
        }
        try {
            return OffsetDateTime.parse(text(json, "expiresAt")).toInstant();
        } catch (DateTimeException e) {
            throw new Wrong("field 'expiresAt' is not a time such as 2026-01-31T12:00:00Z");
        }
    }

    /** A UIN, or a chat as the message topic names it. */
    private static String recipient(JsonNode json) throws Wrong {
        String to = id(json, "to");
        return to.startsWith("private:") ? to.substring("private:".length()) : to;
    }

    private static String message(JsonNode json) throws Wrong {
        String text = limited("text", text(json, "text"));
        if (text.isEmpty()) {
            throw new Wrong("field 'text' is empty");
        }
        return text;
    }

    private static State state(JsonNode json) throws Wrong {
        return State.named(text(json, "state"))
                .orElseThrow(() -> new Wrong("field 'state' names no state, such as online"));
    }

    private static <T> T oneOf(JsonNode json, String field, T[] values, Function<T, String> word)
            throws Wrong {
        String given = text(json, field).toLowerCase(Locale.ROOT);
        for (T value : values) {
            if (word.apply(value).equals(given)) {
                return value;
            }
        }
        throw new Wrong(
                "field '%s' is none of %s"
                        .formatted(
                                field,
                                Arrays.stream(values).map(word).collect(Collectors.joining(", "))));
    }

    private static String id(JsonNode json, String field) throws Wrong {
        JsonNode node = json.path(field);
        String id = node.isIntegralNumber() ? node.asText() : text(json, field);
        if (!isId(id)) {
            throw new Wrong("field '%s' is not an id such as \"24259132\"".formatted(field));
        }
        return id;
    }

    /** Letters, digits and {@code _.:@-}; asked for each command, so not by a pattern. */
    private static boolean isId(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            if (!letter && !(c >= '0' && c <= '9') && "_.:@-".indexOf(c) < 0) {
                return false;
            }
        }
        return !text.isEmpty() && text.length() <= LONGEST_ID;
    }

    private static String optional(JsonNode json, String field) throws Wrong {
        JsonNode node = json.path(field);
        if (node.isMissingNode() || node.isNull()) {
            return "";
        }
        return node.isIntegralNumber() ? node.asText() : text(json, field);
    }

    private static String text(JsonNode json, String field) throws Wrong {
        JsonNode node = json.path(field);
        if (node.isMissingNode() || node.isNull()) {
            throw new Wrong("field '%s' is missing".formatted(field));
        }
        if (!node.isTextual()) {
            throw new Wrong("field '%s' is not a string".formatted(field));
        }
        return node.textValue();
    }

    /** The network's lines are UTF-8, which has no lone surrogates. */
    private static String limited(String field, String text) throws Wrong {
        if (text.length() > MAX_TEXT) {
            throw new Wrong(
                    "field '%s' has %d characters, at most %d are allowed"
                            .formatted(field, text.length(), MAX_TEXT));
        }
        if (text.codePoints()
                .anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
            throw new Wrong("field '%s' is not valid Unicode".formatted(field));
        }
        return text;
    }

    private static String place(JacksonException e) {
        if (e instanceof StreamConstraintsException) {
            return "it nests too deeply, or a name or a number in it is too long";
        }
        var location = e.getLocation();
        return location == null
                ? "it ends too early"
                : "line %d, column %d".formatted(location.getLineNr(), location.getColumnNr());
    }

    /** Carries the reason out of the readers of the fields; never leaves this class. */
    private static final class Wrong extends Exception {
        private static final long serialVersionUID = 1L;
        private final String reason;

        Wrong(String reason) {
            super(reason, null, false, false);
            this.reason = reason;
        }
    }
}
