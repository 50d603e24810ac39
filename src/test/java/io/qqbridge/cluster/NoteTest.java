package io.qqbridge.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;

/** What the next owner of an account is told. */
class NoteTest {
    @Test
    void whatIsWrittenIsRead() {
        Note note = Note.NONE.asks("bc3f-1", 123_456_789_012L).commanded(7, 42);

        assertThat(Note.read(note.bytes())).contains(note);
        assertThat(Note.read(Note.NONE.bytes())).contains(Note.NONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "2 a 1 0 0",
                "1 a 1 0",
                "1 a -1 0 0",
                "1 a 1 0 -2",
                "1 a b 1 0 0",
                "1 a 1 0 0\n",
                "1 a 9999999999999999999 0 0",
                "{\"mark\": 1}"
            })
    void whatIsNoteOfNothingIsNone(String text) {
        assertThat(Note.read(text.getBytes(StandardCharsets.UTF_8))).isEmpty();
    }

    @Test
    void itCoversTheCommandsOfItsPartitionUpToTheLast() {
        Note note = Note.NONE.commanded(3, 10).commanded(3, 8);

        assertThat(note.covers(3, 10)).isTrue();
        assertThat(note.covers(3, 11)).isFalse();
        assertThat(note.covers(4, 1)).isFalse();
        assertThat(note.commanded(4, 1).covers(4, 1)).isTrue();
        assertThat(Note.NONE.covers(0, 0)).isFalse();
    }
}
