package io.qqbridge.gateway;

import java.time.Instant;
import java.util.List;

/**
 * Where what was received rests until Kafka has it. Asking a network for messages takes them away
 * from it, so from then on they exist here alone.
 */
public interface Journal {
    /** Keeps nothing: a crash loses what is on its way to Kafka. */
    Journal NONE =
            new Journal() {
                @Override
                public long keep(Entry entry) {
                    return 0;
                }

                @Override
                public void strike(long number) {
                    // It was never there.
                }

                @Override
                public List<Kept> left() {
                    return List.of();
                }
            };

    /**
     * An answer as it was received.
     *
     * @param id what the ids of its events begin with
     * @param mark the mark that it was asked for with; 0 where it is asked for again
     * @param unreadable why it cannot be read; empty where it can
     */
    record Entry(
            String id,
            String account,
            long mark,
            Instant receivedAt,
            String unreadable,
            byte[] answer) {
        @Override
        public String toString() {
            return "Entry[%s, %d bytes]".formatted(id, answer.length);
        }
    }

    /** An entry with the number that strikes it. */
    record Kept(long number, Entry entry) {}

    /**
     * Keeps an entry. Blocks until it would survive a crash of the machine.
     *
     * @return the number that strikes it
     * @throws RefusedException when the disk does not take it
     */
    long keep(Entry entry) throws RefusedException;

    /**
     * The entry is safe elsewhere. Returns at once: after a crash the entry may be there once more.
     */
    void strike(long number);

    /** What an earlier process kept and never struck, the oldest first; it is given out once. */
    List<Kept> left();

    /** The disk did not take an entry. */
    final class RefusedException extends Exception {
        private static final long serialVersionUID = 1L;

        public RefusedException(String reason) {
            super(reason);
        }
    }
}
