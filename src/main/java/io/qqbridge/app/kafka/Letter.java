package io.qqbridge.app.kafka;

import io.qqbridge.event.CommandResult.Outcome;
import io.qqbridge.event.DeadLetter.Origin;
import io.qqbridge.event.DeadLetter.Stage;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * A dead letter as it is read back. Anybody may have written to its topic, so each part may be
 * missing or wrong.
 *
 * @param place where it lies; of one in pieces, where its first piece does
 * @param account its key
 * @param stage where it was given up, empty where it does not say
 * @param reason why it is dead
 * @param writtenAt when it was written to Kafka
 * @param origin the record that it was, empty where it names none
 * @param outcome what became of the command, empty where it does not say
 * @param commandId what identifies the command, null where it does not say
 * @param key the key that its record had, null where it had none
 * @param repeated the headers that its record had and that go back with it
 * @param whole whether all its bytes are here
 * @param value what was received, byte for byte
 */
public record Letter(
        Place place,
        String account,
        Optional<Stage> stage,
        String reason,
        Instant writtenAt,
        Optional<Origin> origin,
        Optional<Outcome> outcome,
        @Nullable String commandId,
        @Nullable String key,
        List<Header> repeated,
        boolean whole,
        byte[] value) {

    static Letter read(ConsumerRecord<byte[], byte[]> record) {
        Headers headers = record.headers();
        return new Letter(
                new Place(record.partition(), record.offset()),
                record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8),
                named(Stage.values(), text(headers, DeadLetterHeaders.STAGE)),
                Objects.requireNonNullElse(text(headers, DeadLetterHeaders.REASON), ""),
                Instant.ofEpochMilli(record.timestamp()),
                origin(headers),
                named(Outcome.values(), text(headers, DeadLetterHeaders.OUTCOME)),
                text(headers, "ce_causationid"),
                text(headers, DeadLetterHeaders.KEY),
                CommandRecords.REPEATED.stream()
                        .map(headers::lastHeader)
                        .filter(Objects::nonNull)
                        .toList(),
                true,
                record.value() == null ? new byte[0] : record.value());
    }

    /** The same letter with other bytes. */
    Letter with(byte[] bytes, boolean isWhole) {
        return new Letter(
                place, account, stage, reason, writtenAt, origin, outcome, commandId, key, repeated,
                isWhole, bytes);
    }

    /** Whether its key was too long to be kept whole. */
    boolean keyIsCut() {
        return key != null && key.length() >= DeadLetterHeaders.LONGEST_KEY;
    }

    private static Optional<Origin> origin(Headers headers) {
        String topic = text(headers, DeadLetterHeaders.TOPIC);
        Optional<Place> place =
                Place.parse(
                        "%s:%s"
                                .formatted(
                                        text(headers, DeadLetterHeaders.PARTITION),
                                        text(headers, DeadLetterHeaders.OFFSET)));
        return topic == null
                ? Optional.empty()
                : place.map(at -> new Origin(topic, at.partition(), at.offset()));
    }

    private static <E extends Enum<E>> Optional<E> named(E[] values, @Nullable String word) {
        return word == null
                ? Optional.empty()
                : Arrays.stream(values)
                        .filter(value -> value.name().equals(word.toUpperCase(Locale.ROOT)))
                        .findFirst();
    }

    /** The last header of this name, or null. */
    static @Nullable String text(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null
                ? null
                : new String(header.value(), StandardCharsets.UTF_8);
    }

    /** Without what was received. */
    @Override
    public String toString() {
        return "Letter[%s, %s, %s, %d bytes]".formatted(place, account, stage, value.length);
    }
}
