package io.qqbridge.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A record as a consumer of the bridge sees it. */
public record Seen(ConsumerRecord<String, byte[]> record) {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** The record's key. */
    public String key() {
        return record.key();
    }

    /** Whether it has no value, and so takes its key out of the table. */
    public boolean isTombstone() {
        return record.value() == null;
    }

    /** The value as it is. */
    public byte[] bytes() {
        return record.value();
    }

    /** The value, which is JSON. */
    public JsonNode json() {
        try {
            return MAPPER.readTree(record.value());
        } catch (IOException e) {
            throw new IllegalStateException("no JSON: " + this, e);
        }
    }

    /** A field of the value as text; empty where it is missing, {@code null} where it is null. */
    public String text(String field) {
        return isTombstone() ? "" : json().path(field).asText();
    }

    /** The last header of this name as text, or null. */
    public @Nullable String header(String name) {
        byte @Nullable [] bytes = headerBytes(name);
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }

    /** The last header of this name as it is, or null. */
    public byte @Nullable [] headerBytes(String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? null : header.value();
    }

    /** Where it lies: {@code topic-partition-offset}. */
    public String place() {
        return "%s-%d-%d".formatted(record.topic(), record.partition(), record.offset());
    }

    @Override
    public String toString() {
        byte[] value = record.value();
        return "%s %s %s: %s"
                .formatted(
                        record.topic(),
                        record.key(),
                        Arrays.stream(record.headers().toArray())
                                .map(header -> header.key() + "=" + header(header.key()))
                                .toList(),
                        value == null || value.length > 2000
                                ? (value == null ? "tombstone" : value.length + " bytes")
                                : new String(value, StandardCharsets.UTF_8));
    }
}
