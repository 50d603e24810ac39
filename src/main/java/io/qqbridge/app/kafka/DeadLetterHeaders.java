package io.qqbridge.app.kafka;

import io.qqbridge.event.DeadLetter;
import io.qqbridge.event.DeadLetter.Attempt;
import io.qqbridge.event.DeadLetter.Stage;
import io.qqbridge.event.Mistake;
import io.qqbridge.gateway.Commands;
import io.qqbridge.gateway.Session;

import org.apache.camel.Message;

import java.nio.charset.StandardCharsets;

/**
 * The headers of a dead letter. {@code __connect.errors.*} are named and written as Kafka Connect's
 * {@code DeadLetterQueueReporter} does; the others are what a replay needs to write the record as
 * it was.
 */
final class DeadLetterHeaders {
    private static final String PREFIX = "__connect.errors.";
    static final String TOPIC = PREFIX + "topic";
    static final String PARTITION = PREFIX + "partition";
    static final String OFFSET = PREFIX + "offset";
    static final String STAGE = PREFIX + "stage";
    static final String REASON = PREFIX + "exception.message";

    /** The key that the record had, cut at {@link #LONGEST_KEY}; absent where it had none. */
    static final String KEY = "qq_original_key";

    /** {@code rejected}, or {@code unknown} where the command may have been carried out. */
    static final String OUTCOME = "qq_outcome";

    /** {@code 2/3}: the second of three pieces. */
    static final String PIECE = "qq_piece";

    /** Behind the letter's id, and before the piece's number. */
    static final String PIECE_ID = "-piece-";

    /** Characters of a key; no account's is nearly as long. */
    static final int LONGEST_KEY = 1_000;

    private DeadLetterHeaders() {}

    static void add(DeadLetter letter, Message record) {
        DeadLetter.Origin origin = letter.origin();
        if (origin != null) {
            record.setHeader(TOPIC, origin.topic());
            record.setHeader(PARTITION, Integer.toString(origin.partition()));
            record.setHeader(OFFSET, Long.toString(origin.offset()));
        }
        record.setHeader(PREFIX + "connector.name", "qq-bridge");
        record.setHeader(PREFIX + "task.id", "0");
        record.setHeader(STAGE, letter.stage().name());
        record.setHeader(PREFIX + "class.name", executing(letter.stage()).getName());
        record.setHeader(REASON, letter.reason());
        if (letter.attempt() != null) {
            add(letter.attempt(), record);
        }
        letter.headers()
                .forEach(
                        (name, text) -> {
                            if (CommandRecords.REPEATED.contains(name)) {
                                record.setHeader(name, text.getBytes(StandardCharsets.ISO_8859_1));
                            }
                        });
    }

    private static void add(Attempt attempt, Message record) {
        record.setHeader(OUTCOME, attempt.outcome().word());
        String key = attempt.key();
        if (key != null) {
            record.setHeader(KEY, key.substring(0, Math.min(key.length(), LONGEST_KEY)));
        }
        Mistake mistake = attempt.mistake();
        if (mistake != null) {
            record.setHeader(PREFIX + "exception.class.name", mistake.className());
            record.setHeader(PREFIX + "exception.stacktrace", mistake.trace());
        }
    }

    /** What was at work when the letter was given up. */
    private static Class<?> executing(Stage stage) {
        return switch (stage) {
            case ANSWER -> Session.class;
            case COMMAND -> Commands.class;
            case EVENT -> KafkaRecords.class;
        };
    }
}
