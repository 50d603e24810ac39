package io.qqbridge.event;

import io.qqbridge.event.CommandResult.Outcome;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;

/**
 * What could not be processed, as received ({@code dead.v1}). Its bytes are the record's value;
 * where it came from and why it is here become headers.
 *
 * @param account the account it concerns, empty where that is not known
 * @param received the bytes as they came
 * @param stage where it was given up: {@code command}, {@code answer} or {@code event}
 * @param reason what is wrong with it, without any of its content
 * @param origin topic, partition and offset it came from, null for what came from the gateway
 * @param headers the headers that it came with and that may be repeated
 * @param attempt of a command: what became of it; null for what is none
 */
public record DeadLetter(
        String account,
        byte[] received,
        Stage stage,
        String reason,
        @Nullable Origin origin,
        Map<String, String> headers,
        Instant time,
        @Nullable Attempt attempt)
        implements Event {

    /** A letter that is no command. */
    public DeadLetter(
            String account,
            byte[] received,
            Stage stage,
            String reason,
            @Nullable Origin origin,
            Map<String, String> headers,
            Instant time) {
        this(account, received, stage, reason, origin, headers, time, null);
    }

    /** Where a letter was given up. */
    public enum Stage {
        /** An answer of the gateway could not be read. */
        ANSWER,
        /** A record of the command topic could not be carried out, or nobody knows if it was. */
        COMMAND,
        /** An event is too large for Kafka. */
        EVENT;

        /** The word by which people choose. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** An answer of the gateway that cannot be read. */
    public static DeadLetter ofAnswer(String account, byte[] answer, String reason, Instant time) {
        return new DeadLetter(account, answer, Stage.ANSWER, reason, null, Map.of(), time);
    }

    /** A place in Kafka. */
    public record Origin(String topic, int partition, long offset) {}

    /**
     * How a command came to its end.
     *
     * @param key the key that its record had, null for none; not always the account
     * @param outcome {@code REJECTED}, or {@code UNKNOWN} where it may have been carried out
     * @param mistake of the bridge's own, null where it made none
     */
    public record Attempt(@Nullable String key, Outcome outcome, @Nullable Mistake mistake) {
        /** Without the key, which can be anything. */
        @Override
        public String toString() {
            return "Attempt[%s]".formatted(outcome);
        }
    }

    @Override
    public EventKind kind() {
        return EventKind.DEAD;
    }

    @Override
    public String toString() {
        return "DeadLetter[%s, %s, %d bytes, %s]"
                .formatted(account, stage, received.length, reason);
    }
}
