package io.qqbridge.simulator;

import io.qqbridge.protocol.Cmd;
import io.qqbridge.protocol.Request;

import org.jspecify.annotations.Nullable;

import java.util.Locale;

/**
 * Something that goes wrong on request.
 *
 * @param share the share of the matching requests that it strikes, 0 to 1
 * @param command the command that it strikes, or null for all
 * @param account the account that it strikes, or null for all
 * @param delayMillis how long a slow answer takes
 * @param times how often it strikes at most
 */
record Fault(
        Kind kind,
        double share,
        @Nullable Cmd command,
        @Nullable String account,
        long delayMillis,
        long times) {

    /** What goes wrong. */
    enum Kind {
        /** The right answer, late. */
        SLOW,
        /** HTTP 500; nothing was done. */
        ERROR,
        /** The connection closes without an answer; nothing was done. */
        CLOSE,
        /** Carried out, but only the first half of the answer is sent before the close. */
        HALF,
        /** Random bytes for an answer; nothing was done. */
        GARBAGE,
        /** A proxy's error page, with status 200; nothing was done. */
        HTML,
        /** An empty answer; nothing was done. */
        EMPTY,
        /** Ten megabytes of random bytes; nothing was done. */
        HUGE,
        /** Carried out; the answer carries another SEQ. */
        WRONG_SEQ,
        /** Carried out; the answer carries another UIN. */
        WRONG_UIN,
        /** Carried out; the answer's MN or SN is one too many, where it has one. */
        WRONG_COUNT,
        /** Carried out; the connection closes without an answer. */
        LOST;

        private final String word = name().toLowerCase(Locale.ROOT).replace('_', '-');

        /** The name in JSON. */
        String word() {
            return word;
        }
    }

    boolean concerns(Request request) {
        return (command == null || command == request.command().cmd())
                && (account == null || account.equals(request.uin()));
    }
}
