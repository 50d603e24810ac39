package io.qqbridge.journal;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the frames of a segment, whatever has become of its bytes. What is no frame is skipped up
 * to the next that is one.
 */
final class FrameReader {
    /** How often a damaged segment's bytes may be checked in search of the next frame. */
    private static final long PATIENCE = 8;

    private final ByteBuffer bytes;
    private final List<Frame> frames = new ArrayList<>();
    private long checksLeft;

    private FrameReader(ByteBuffer bytes) {
        this.bytes = bytes;
        this.checksLeft = PATIENCE * Math.max(bytes.remaining(), Frame.HEADER);
    }

    /**
     * What a segment holds.
     *
     * @param damaged bytes before the last frame that are none: something has spoilt them
     * @param unfinished bytes behind the last frame: a write that was under way when the process
     *     ended, and that nobody was told had succeeded
     */
    record Contents(List<Frame> frames, int damaged, int unfinished) {}

    /** Never throws; takes time in proportion to the number of bytes. */
    static Contents read(ByteBuffer bytes) {
        return new FrameReader(bytes.duplicate()).read();
    }

    private Contents read() {
        int damaged = 0;
        int position = bytes.position();
        int frameEnd = position;
        while (position <= bytes.limit() - Frame.HEADER) {
            Frame frame = at(position);
            if (frame == null) {
                position++;
            } else {
                damaged += position - frameEnd;
                frames.add(frame);
                position += frame.size();
                frameEnd = position;
            }
        }
        return new Contents(List.copyOf(frames), damaged, bytes.limit() - frameEnd);
    }

    private @Nullable Frame at(int position) {
        if (bytes.getInt(position) != Frame.MAGIC) {
            return null;
        }
        int length = bytes.getInt(position + 4);
        Frame.Kind kind = Frame.Kind.of(bytes.get(position + 12));
        if (length < 0
                || length > Math.min(Frame.MAX_BODY, bytes.limit() - position - Frame.HEADER)
                || kind == null
                || length > checksLeft) {
            return null;
        }
        long number = bytes.getLong(position + 13);
        byte[] body = new byte[length];
        bytes.get(position + Frame.HEADER, body);
        if (bytes.getInt(position + 8) != Frame.checksum(kind, number, body)) {
            checksLeft -= length;
            return null;
        }
        return new Frame(kind, number, body);
    }
}
