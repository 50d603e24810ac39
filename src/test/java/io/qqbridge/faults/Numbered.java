package io.qqbridge.faults;

/**
 * A thing that was sent: its run (a scenario's name for its own traffic), and its number within the
 * account's stream.
 */
record Numbered(String run, int number) {
    private static final String BETWEEN = " number ";

    /** As the text of a message. */
    static String text(String run, int number) {
        return run + BETWEEN + number;
    }

    /** From the text of a message, or from a command's id that ends in it. */
    static Numbered read(String text) {
        int at = text.indexOf(BETWEEN);
        if (at < 0) {
            throw new IllegalStateException("nobody sent this: " + text);
        }
        return new Numbered(
                text.substring(0, at), Integer.parseInt(text.substring(at + BETWEEN.length())));
    }
}
