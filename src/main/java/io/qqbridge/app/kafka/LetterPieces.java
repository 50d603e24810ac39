package io.qqbridge.app.kafka;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Makes letters of the records of one partition, in order. Those that came in pieces are put
 * together again; pieces of several letters may lie between each other, and a piece may have come
 * twice.
 */
final class LetterPieces {
    private final Map<String, Joining> open = new LinkedHashMap<>();
    private final Set<String> joined = new HashSet<>();

    private static final class Joining {
        private final Letter first;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private int taken;

        Joining(Letter first) {
            this.first = first;
        }
    }

    private record Piece(int number, int of) {}

    /** The letter that this record is or completes; empty while pieces of it are to come. */
    Optional<Letter> add(ConsumerRecord<byte[], byte[]> record) {
        Letter letter = Letter.read(record);
        String number = Letter.text(record.headers(), DeadLetterHeaders.PIECE);
        if (number == null) {
            return Optional.of(letter);
        }
        Piece piece = piece(number);
        if (piece == null) {
            return Optional.of(letter.with(new byte[0], false));
        }
        String id = Objects.requireNonNullElse(Letter.text(record.headers(), "ce_id"), "");
        int end = id.lastIndexOf(DeadLetterHeaders.PIECE_ID);
        return add(letter, piece, end < 0 ? id : id.substring(0, end));
    }

    private Optional<Letter> add(Letter letter, Piece piece, String id) {
        if (joined.contains(id)) {
            return Optional.empty();
        }
        Joining joining = open.computeIfAbsent(id, first -> new Joining(letter));
        if (piece.number() != joining.taken + 1) {
            // A second time, or after a gap: then the letter stays open, and is told of at the end.
            return Optional.empty();
        }
        joining.bytes.writeBytes(letter.value());
        joining.taken++;
        if (joining.taken < piece.of()) {
            return Optional.empty();
        }
        open.remove(id);
        joined.add(id);
        return Optional.of(joining.first.with(joining.bytes.toByteArray(), true));
    }

    /** Those of which a piece is missing. */
    List<Letter> incomplete() {
        List<Letter> letters = new ArrayList<>();
        open.values().forEach(joining -> letters.add(joining.first.with(new byte[0], false)));
        return letters;
    }

    private static @Nullable Piece piece(String number) {
        // Written as a place is, with a slash.
        return Place.parse(number.replace('/', ':'))
                .filter(n -> n.partition() >= 1 && n.partition() <= n.offset())
                .filter(n -> n.offset() <= Integer.MAX_VALUE)
                .map(n -> new Piece(n.partition(), (int) n.offset()))
                .orElse(null);
    }
}
