package io.qqbridge.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What became of a command ({@code result.v1}).
 *
 * @param command the command's word, null where none could be read
 * @param account the account, empty where none could be read
 * @param code the gateway's number, null where it gave none
 * @param reason why it was not accepted, null where it was
 * @param data what was asked for, null where nothing was
 */
public record CommandResult(
        @Nullable String command,
        String account,
        Outcome outcome,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer code,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String reason,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Answer data,
        Instant at)
        implements Event {

    /** The four ends a command can have. */
    public enum Outcome {
        /** The gateway carried it out. */
        ACCEPTED,
        /** Not carried out, and it would not be the next time either. */
        REJECTED,
        /** Sent, but no answer came: never sent again blindly. */
        UNKNOWN,
        /** Its {@code expiresAt} had passed before it was sent. */
        EXPIRED;

        /** The word on Kafka and in meters. */
        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What a command asked for. */
    public sealed interface Answer {
        /** Of {@code get-profile}: the fields by name. */
        record Profile(String contact, Map<String, String> profile) implements Answer {}

        /** Of {@code list-contacts}. */
        record Contacts(List<String> contacts) implements Answer {}

        /** Of {@code query-presence}: contacts not named are offline. */
        record Presence(List<Person> presence) implements Answer {}

        /** Of {@code search}. */
        record People(List<Person> people) implements Answer {}

        /** Of {@code add-contact}: whether the other must consent ({@code answer-request ask}). */
        record Consent(boolean consentNeeded) implements Answer {}
    }

    /** Somebody as the network shows them in a list. */
    public record Person(
            String contact,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable State state,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String nickname,
            @JsonInclude(JsonInclude.Include.NON_NULL) RosterEntry.@Nullable Avatar avatar) {}

    @Override
    public EventKind kind() {
        return EventKind.RESULT;
    }

    @Override
    public String subject() {
        return command == null ? account : command;
    }

    @Override
    public Instant time() {
        return at;
    }
}
