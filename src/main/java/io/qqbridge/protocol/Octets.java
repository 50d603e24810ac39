package io.qqbridge.protocol;

import java.nio.charset.StandardCharsets;

/**
 * Parts of a line as it came. All that structures a line is ASCII, which UTF-8 uses for nothing
 * else, so a line is cut as octets, and only the values that are asked for become text.
 */
final class Octets {
    private Octets() {}

    /** The first {@code wanted} in that part of the line, or {@code to}. */
    static int find(byte[] line, char wanted, int from, int to) {
        int at = from;
        while (at < to && line[at] != wanted) {
            at++;
        }
        return at;
    }

    static boolean isAt(byte[] line, int from, int to, String name) {
        if (to - from != name.length()) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            if (line[from + i] != name.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** The first place from {@code from} on that is not blank, or {@code to}. */
    static int skipBlanks(byte[] line, int from, int to) {
        int at = from;
        while (at < to && isBlank(line[at])) {
            at++;
        }
        return at;
    }

    /** The place after the last one before {@code to} that is not blank, or {@code from}. */
    static int skipBlanksBack(byte[] line, int from, int to) {
        int at = to;
        while (at > from && isBlank(line[at - 1])) {
            at--;
        }
        return at;
    }

    static String raw(byte[] line, int from, int to) {
        return new String(line, from, to - from, StandardCharsets.UTF_8);
    }

    static String text(byte[] line, int from, int to) {
        return Escapes.decode(line, from, to);
    }

    /** Without blanks at its ends, even escaped ones: no word has any, and none is written so. */
    static String word(byte[] line, int from, int to) {
        int start = skipBlanks(line, from, to);
        return text(line, start, skipBlanksBack(line, start, to)).trim();
    }

    /** A decimal number of ASCII digits, perhaps with a '-', that fits an int. */
    static int number(String name, byte[] line, int from, int to) {
        int start = skipBlanks(line, from, to);
        int end = skipBlanksBack(line, start, to);
        boolean negative = start < end && line[start] == '-';
        int at = negative ? start + 1 : start;
        if (at == end) {
            throw new Wrong(name + " is not a number");
        }
        long value = 0;
        for (; at < end; at++) {
            int digit = line[at] - '0';
            if (digit < 0 || digit > 9) {
                throw new Wrong(name + " is not a number");
            }
            value = 10 * value + digit;
            if (value > (negative ? 1L + Integer.MAX_VALUE : Integer.MAX_VALUE)) {
                throw new Wrong(name + " is too large a number");
            }
        }
        return (int) (negative ? -value : value);
    }

    /** Whether the whole line is well-formed UTF-8. */
    static boolean areUtf8(byte[] line) {
        for (int at = 0; at < line.length; ) {
            int length = line[at] >= 0 ? 1 : sequence(line, at);
            if (length == 0) {
                return false;
            }
            at += length;
        }
        return true;
    }

    /** The length of the sequence that starts at a lead octet beyond ASCII; 0 if it is no UTF-8. */
    private static int sequence(byte[] line, int at) {
        int lead = line[at] & 0xff;
        int more = lead >= 0xf0 ? 3 : lead >= 0xe0 ? 2 : 1;
        if (lead < 0xc2 || lead > 0xf4 || at + more >= line.length) {
            return 0;
        }
        // The first octet after the lead rules out long forms, surrogates and what is past
        // U+10FFFF.
        int low = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
        int high = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
        int first = line[at + 1] & 0xff;
        boolean good = first >= low && first <= high;
        for (int i = 2; i <= more; i++) {
            good &= (line[at + i] & 0xc0) == 0x80;
        }
        return good ? more + 1 : 0;
    }

    private static boolean isBlank(byte octet) {
        return octet >= 0 && octet <= ' ';
    }
}
