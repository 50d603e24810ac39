package io.qqbridge.app.kafka;

import io.qqbridge.event.DeadLetter;

import org.apache.camel.Message;

/** The headers of a dead letter, by the names that Kafka Connect gives them. */
final class DeadLetterHeaders {
    private static final String PREFIX = "__connect.errors.";

    private DeadLetterHeaders() {}

    static void add(DeadLetter letter, Message record) {
        DeadLetter.Origin origin = letter.origin();
        if (origin != null) {
            record.setHeader(PREFIX + "topic", origin.topic());
            record.setHeader(PREFIX + "partition", Integer.toString(origin.partition()));
            record.setHeader(PREFIX + "offset", Long.toString(origin.offset()));
        }
        record.setHeader(PREFIX + "connector.name", "qq-bridge");
        record.setHeader(PREFIX + "stage", letter.stage().name());
        record.setHeader(PREFIX + "exception.message", letter.reason());
    }
}
