package io.qqbridge.protocol;

/** Words and numbers, without the blanks that may stand round them. */
final class Blanks {
    private Blanks() {}

    /** The first place from {@code from} on that is not blank, or {@code to}. */
    static int skip(String line, int from, int to) {
        int at = from;
        while (at < to && line.charAt(at) <= ' ') {
            at++;
        }
        return at;
    }

    /** The place after the last one before {@code to} that is not blank, or {@code from}. */
    static int skipBack(String line, int from, int to) {
        int at = to;
        while (at > from && line.charAt(at - 1) <= ' ') {
            at--;
        }
        return at;
    }

    static String word(String line, int from, int to) {
        int start = skip(line, from, to);
        return Escapes.decode(line, start, skipBack(line, start, to));
    }

    /** A decimal number of ASCII digits, perhaps with a '-', that fits an int. */
    static int number(String name, String line, int from, int to) {
        int start = skip(line, from, to);
        int end = skipBack(line, start, to);
        boolean negative = start < end && line.charAt(start) == '-';
        int at = negative ? start + 1 : start;
        if (at == end) {
            throw new Wrong(name + " is not a number");
        }
        long value = 0;
        for (; at < end; at++) {
            int digit = line.charAt(at) - '0';
            if (digit < 0 || digit > 9) {
                throw new Wrong(name + " is not a number");
            }
            value = 10 * value + digit;
            if (value > 1L + Integer.MAX_VALUE) {
                throw new Wrong(name + " is too large a number");
            }
        }
        value = negative ? -value : value;
        if (value > Integer.MAX_VALUE) {
            throw new Wrong(name + " is too large a number");
        }
        return (int) value;
    }
}
