package io.qqbridge.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

import org.jspecify.annotations.Nullable;

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

    private static byte[] toBytes(Event event) {
        try {
            return MAPPER.writeValueAsBytes(event);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an event of our own has no JSON: " + event.kind(), e);
        }
    }
}
