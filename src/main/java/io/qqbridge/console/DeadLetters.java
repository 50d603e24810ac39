package io.qqbridge.console;

import java.util.List;

/** What could not be processed and was put aside. Every call blocks. */
public interface DeadLetters {
    /**
     * A dead letter.
     *
     * @param place where it lies, and what {@link #replay} takes
     * @param account its account's UIN, empty where it names none
     * @param stage the word for where it was given up
     * @param at when, in milliseconds of the epoch
     * @param bytes how many were received
     * @param text what was received
     * @param stays why it cannot be replayed; empty where it can
     */
    record Entry(
            String place,
            String account,
            String stage,
            String reason,
            long at,
            int bytes,
            String text,
            String stays) {}

    /** The latest so many, the latest first. */
    List<Entry> latest(int most) throws UnavailableException, InterruptedException;

    /**
     * Has a command carried out again that is a dead letter now.
     *
     * @return why it stays where it is; empty where it is on its way
     */
    String replay(String place) throws UnavailableException, InterruptedException;

    /** They cannot be had now; the message is a clause that says why. */
    final class UnavailableException extends Exception {
        private static final long serialVersionUID = 1L;

        public UnavailableException(String reason) {
            super(reason);
        }
    }
}
