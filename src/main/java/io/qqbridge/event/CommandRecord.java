package io.qqbridge.event;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A record of the command topic, not yet read.
 *
 * @param id what identifies the command: its {@code ce_id}, or its place in Kafka
 * @param seq the mark that the gateway is given against carrying it out twice; it follows from the
 *     place in Kafka alone, so that a redelivery repeats it
 * @param key the record's key, which names the account; null where it has none
 * @param value the bytes as they came
 * @param origin its place in Kafka; null for a command that a route made itself
 * @param headers the headers that may be repeated: the reply address, the trace context and {@link
 *     #REPLAYED}
 * @param writtenAt when it was written to Kafka
 * @param readAt when it was read from there
 */
public record CommandRecord(
        String id,
        String seq,
        @Nullable String key,
        byte[] value,
        DeadLetter.@Nullable Origin origin,
        Map<String, String> headers,
        Instant writtenAt,
        Instant readAt) {

    /** The header of a command that was a dead letter: the place of that letter. */
    public static final String REPLAYED = "qq_replayed";

    /** The account that its key names; empty where the key names none. */
    public Optional<String> keyedAccount() {
        return Optional.ofNullable(key).filter(name -> !name.isEmpty());
    }

    /**
     * The id of an event that follows from this command. A redelivery repeats it; a replay is
     * another attempt, whose end must not look like the first one's come twice.
     */
    public String consequence(String word) {
        String replayed = headers.get(REPLAYED);
        return replayed == null ? id + "-" + word : id + "-replayed-" + replayed + "-" + word;
    }

    @Override
    public String toString() {
        return "CommandRecord[" + id + ", " + value.length + " bytes]";
    }
}
