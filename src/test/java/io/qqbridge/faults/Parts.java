package io.qqbridge.faults;

import java.util.ArrayDeque;
import java.util.Deque;

/** What was opened and is to be closed again, the last first, however far the opening came. */
final class Parts implements AutoCloseable {
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    <T extends AutoCloseable> T add(T part) {
        opened.push(part);
        return part;
    }

    @Override
    public void close() {
        RuntimeException trouble = null;
        for (AutoCloseable part : opened) {
            try {
                part.close();
            } catch (Exception e) {
                trouble = new IllegalStateException(part + " could not be closed", e);
            }
        }
        if (trouble != null) {
            throw trouble;
        }
    }
}
