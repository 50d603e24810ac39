package io.qqbridge.console;

import java.util.regex.Pattern;

/** Makes text that somebody else wrote fit to be shown, whatever shows it. */
final class Shown {
    private static final int LONGEST = 500;

    /** What steers a terminal, turns the writing direction or has no width. */
    private static final Pattern INVISIBLE =
            Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cs}\\p{Cn}\\p{Zl}\\p{Zp}]");

    private Shown() {}

    /** The text with what cannot be seen written as its number, 500 characters of it at most. */
    static String text(String text) {
        String part =
                text.codePointCount(0, text.length()) <= LONGEST
                        ? text
                        : text.substring(0, text.offsetByCodePoints(0, LONGEST)) + "…";
        return INVISIBLE
                .matcher(part)
                .replaceAll(found -> "\u27e8%04X\u27e9".formatted(found.group().codePointAt(0)));
    }

    /** Without QQ numbers, which whoever looks at the console need not know. */
    static String anonymous(String text) {
        return text(text.replaceAll("(?<![0-9A-Za-z.])[0-9]{5,20}(?![0-9A-Za-z.])", "\u2026"));
    }
}
