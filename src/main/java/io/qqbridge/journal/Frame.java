package io.qqbridge.journal;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * One entry of a segment: {@code magic, length of the body, CRC-32C of all that follows, kind,
 * number, body}, numbers in big-endian order.
 *
 * @param number what strikes it; of a strike, what it strikes
 */
record Frame(Kind kind, long number, byte[] body) {
    static final int MAGIC = 0x51_51_6a_01;

    /** Bytes before the body. */
    static final int HEADER = 4 + 4 + 4 + 1 + 8;

    /** Bytes of the largest body: an answer of the largest size that is read, and some. */
    static final int MAX_BODY = 20 * 1024 * 1024;

    /** What a frame holds. */
    enum Kind {
        /** An answer of a network. */
        ANSWER('a'),
        /** What became of a command. */
        COMMAND('c'),
        /** Takes the frame of the same number out of the journal. */
        STRIKE('s');

        private final byte letter;

        Kind(char letter) {
            this.letter = (byte) letter;
        }

        static @Nullable Kind of(byte letter) {
            for (Kind kind : values()) {
                if (kind.letter == letter) {
                    return kind;
                }
            }
            return null;
        }
    }

    static Frame strike(long number) {
        return new Frame(Kind.STRIKE, number, new byte[0]);
    }

    /** Bytes on disk. */
    int size() {
        return HEADER + body.length;
    }

    void write(ByteBuffer to) {
        to.putInt(MAGIC).putInt(body.length).putInt(checksum(kind, number, body));
        to.put(kind.letter).putLong(number).put(body);
    }

    static int checksum(Kind kind, long number, byte[] body) {
        CRC32C crc = new CRC32C();
        ByteBuffer head = ByteBuffer.allocate(13);
        head.putInt(body.length).put(kind.letter).putLong(number).flip();
        crc.update(head);
        crc.update(body);
        return (int) crc.getValue();
    }

    @Override
    public String toString() {
        return "Frame[%s %d, %d bytes]".formatted(kind, number, body.length);
    }
}
