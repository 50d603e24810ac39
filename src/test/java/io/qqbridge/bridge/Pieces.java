package io.qqbridge.bridge;

import io.qqbridge.testing.Seen;

import java.io.ByteArrayOutputStream;
import java.util.List;

/** The pieces of what was too large for one record, as a reader puts them together again. */
final class Pieces {
    private Pieces() {}

    static byte[] join(List<Seen> pieces) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        pieces.forEach(piece -> whole.writeBytes(piece.bytes()));
        return whole.toByteArray();
    }
}
