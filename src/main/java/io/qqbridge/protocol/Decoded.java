package io.qqbridge.protocol;

import java.util.Arrays;

/**
 * What a line turned out to be. Decoding never throws: a line that cannot be used is a value too.
 *
 * @param <T> what a good line says
 */
public sealed interface Decoded<T> {
    /** A line that was understood, whole. */
    record Good<T>(T value) implements Decoded<T> {}

    /**
     * A line that cannot be used; nothing of it was.
     *
     * @param line the bytes as they came: the very array that was decoded, not a copy
     * @param why in one clause what is wrong; it names fields and numbers and nothing else of the
     *     line's content, so it may be logged
     */
    @SuppressWarnings("ArrayRecordComponent") // the line is kept as it came, to be reported whole
    record Malformed<T>(byte[] line, String why) implements Decoded<T> {
        @Override
        public boolean equals(Object other) {
            return other instanceof Malformed<?> that
                    && Arrays.equals(line, that.line)
                    && why.equals(that.why);
        }

        @Override
        public int hashCode() {
            return 31 * Arrays.hashCode(line) + why.hashCode();
        }

        /** Says the length and the reason; the content may be private. */
        @Override
        public String toString() {
            return "Malformed[" + line.length + " bytes: " + why + "]";
        }
    }
}
