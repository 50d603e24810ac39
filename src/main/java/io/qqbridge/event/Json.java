package io.qqbridge.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

import io.qqbridge.event.CommandResult.Answer;
import io.qqbridge.event.CommandResult.Outcome;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** The JSON of the events. */
public final class Json {
    /** Strict where it reads: nothing after the value, no field twice. */
    static final ObjectMapper MAPPER =
            JsonMapper.builder(
                            // Its own way keeps buffers with each thread, of which there are as
                            // many as accounts.
                            JsonFactory.builder()
                                    .recyclerPool(JsonRecyclerPools.newConcurrentDequePool())
                                    .build())
                    .addModule(new JavaTimeModule())
                    .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    // An emoji as the four bytes that it is, and not as two escapes.
                    .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build();

    private Json() {}

    /** The record's value in UTF-8: JSON, a dead letter's own bytes, or null for a tombstone. */
    public static byte @Nullable [] write(Event event) {
        return switch (event) {
            case DeadLetter dead -> dead.received();
            case RosterRemoval removal -> null;
            case MessageReceived e -> toBytes(e);
            case PresenceChanged e -> toBytes(e);
            case RosterEntry e -> toBytes(e);
            case RequestReceived e -> toBytes(e);
            case SessionChanged e -> toBytes(e);
            case CommandResult e -> toBytes(e);
        };
    }

    /** A result's JSON. */
    public static byte[] writeResult(CommandResult result) {
        return toBytes(result);
    }

    /**
     * Reads what {@link #writeResult} wrote of a command that changes something; such a one has no
     * data but whether consent is needed. Empty where the bytes are none.
     */
    public static Optional<CommandResult> readResult(byte[] json) {
        try {
            JsonNode result = MAPPER.readTree(json);
            JsonNode consent = result.path("data").path("consentNeeded");
            return Optional.of(
                    new CommandResult(
                            result.path("command").textValue(),
                            result.path("account").asText(),
                            Outcome.valueOf(
                                    result.path("outcome").asText().toUpperCase(Locale.ROOT)),
                            result.has("code") ? result.path("code").intValue() : null,
                            result.path("reason").textValue(),
                            consent.isBoolean() ? new Answer.Consent(consent.booleanValue()) : null,
                            Instant.parse(result.path("at").asText())));
        } catch (IOException | IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }

    private static byte[] toBytes(Event event) {
        try {
            return MAPPER.writeValueAsBytes(event);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an event of our own has no JSON: " + event.kind(), e);
        }
    }
}
