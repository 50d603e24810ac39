package io.qqbridge.protocol;

/**
 * Ends the reading of a malformed line. It never leaves the package: {@link Fields#read} makes it a
 * {@link Decoded.Malformed}. It has no stack trace, so that bad lines are as cheap as good ones.
 */
final class Wrong extends RuntimeException {
    private final String why;

    Wrong(String why) {
        super(why, null, false, false);
        this.why = why;
    }

    /** What is wrong, in field names and numbers, without the line's content. */
    String why() {
        return why;
    }
}
