package io.qqbridge.app;

import io.qqbridge.event.OneLine;

/**
 * The program cannot start as it is configured. The message is one line for the person at the
 * terminal: what is wrong, which key or file, what to do.
 */
public final class Misconfigured extends Exception {
    private static final long serialVersionUID = 1L;

    public Misconfigured(String message) {
        super(OneLine.of(message));
    }
}
