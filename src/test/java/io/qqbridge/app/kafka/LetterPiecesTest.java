package io.qqbridge.app.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.util.Optional;

class LetterPiecesTest {
    private final LetterPieces pieces = new LetterPieces();
    private long offset;

    @Test
    void whatIsNotInPiecesIsALetterByItself() {
        assertThat(joined("a", null, "whole")).isEqualTo("whole");
    }

    @Test
    void piecesOfTwoLettersMayLieBetweenEachOther() {
        assertThat(joined("a", "1/3", "one ")).isNull();
        assertThat(joined("b", "1/2", "eins ")).isNull();
        assertThat(joined("a", "2/3", "two ")).isNull();
        assertThat(joined("b", "2/2", "zwei")).isEqualTo("eins zwei");
        assertThat(joined("a", "3/3", "three")).isEqualTo("one two three");
        assertThat(pieces.incomplete()).isEmpty();
    }

    @Test
    void aPieceThatComesTwiceCountsOnce() {
        assertThat(joined("a", "1/2", "one ")).isNull();
        assertThat(joined("a", "1/2", "one ")).isNull();
        assertThat(joined("a", "2/2", "two")).isEqualTo("one two");
        assertThat(joined("a", "1/2", "one ")).isNull();
        assertThat(joined("a", "2/2", "two")).isNull();
        assertThat(pieces.incomplete()).isEmpty();
    }

    @Test
    void aLetterLiesWhereItsFirstPieceDoes() {
        add("a", "1/2", "");
        add("b", null, "");
        assertThat(add("a", "2/2", "").orElseThrow().place()).isEqualTo(new Place(0, 0));
    }

    @Test
    void aLetterThatLacksAPieceIsToldOfAtTheEnd() {
        assertThat(joined("a", "1/3", "one")).isNull();
        assertThat(joined("a", "3/3", "three")).isNull();
        assertThat(joined("b", "2/2", "zwei")).isNull();
        assertThat(pieces.incomplete())
                .hasSize(2)
                .allSatisfy(letter -> assertThat(letter.whole()).isFalse());
    }

    @Test
    void aNumberThatIsNoneMakesNoWholeLetter() {
        for (String number : new String[] {"0/2", "3/2", "x", "", "1/99999999999", "-1/2"}) {
            assertThat(add("a", number, "").orElseThrow().whole()).as(number).isFalse();
        }
    }

    private @Nullable String joined(String id, @Nullable String piece, String value) {
        return add(id, piece, value)
                .filter(Letter::whole)
                .map(letter -> new String(letter.value(), UTF_8))
                .orElse(null);
    }

    private Optional<Letter> add(String id, @Nullable String piece, String value) {
        ConsumerRecord<byte[], byte[]> record =
                new ConsumerRecord<>("qq.dead.v1", 0, offset++, new byte[0], value.getBytes(UTF_8));
        String whole = id + "-dead";
        if (piece == null) {
            record.headers().add("ce_id", whole.getBytes(UTF_8));
        } else {
            int end = Math.max(0, piece.indexOf('/'));
            record.headers()
                    .add("ce_id", (whole + "-piece-" + piece.substring(0, end)).getBytes(UTF_8))
                    .add("qq_piece", piece.getBytes(UTF_8));
        }
        return pieces.add(record);
    }
}
