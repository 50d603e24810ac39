package io.qqbridge.protocol;

import java.nio.charset.StandardCharsets;

/**
 * How a text stands inside a value. Encoding writes {@code %}, {@code &}, {@code ,}, {@code =}, CR,
 * LF and the other C0 control characters as {@code %} and two lower-case hex digits [C], and
 * nothing else: Chinese text and spaces stand as they are, and {@code +} is a plus sign. So no text
 * can end its value, its list item or its line.
 */
public final class Escapes {
    private static final int NONE = -1;

    private Escapes() {}

    /**
     * Escapes a text.
     *
     * @throws IllegalArgumentException if the text has a surrogate without its partner; that is not
     *     Unicode text, and UTF-8 cannot carry it
     */
    public static String encode(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        encode(text, out);
        return out.toString();
    }

    /**
     * Undoes every escape, once. Hex digits count in either case [C]. At each {@code %XX} as many
     * escapes are taken as make one code point of well-formed UTF-8; a {@code %} that starts none
     * stays as it is [D].
     */
    public static String decode(String value) {
        byte[] octets = value.getBytes(StandardCharsets.UTF_8);
        return decode(octets, 0, octets.length);
    }

    /** The same of a part of a line, which is well-formed UTF-8. */
    static String decode(byte[] line, int from, int to) {
        int at = Octets.find(line, '%', from, to);
        if (at == to) {
            return Octets.raw(line, from, to);
        }
        byte[] out = new byte[to - from];
        int length = at - from;
        System.arraycopy(line, from, out, 0, length);
        while (at < to) {
            int spelled = spelled(line, at, to);
            if (spelled == 0) {
                out[length++] = line[at++];
            }
            for (int i = 0; i < spelled; i++) {
                out[length++] = (byte) octet(line, at, to);
                at += 3;
            }
        }
        return new String(out, 0, length, StandardCharsets.UTF_8);
    }

    /**
     * Escapes a text of a profile, which stands escaped twice [S]: the commas, ampersands and
     * percent signs first, then everything as in {@link #encode(String)}.
     *
     * @throws IllegalArgumentException as {@link #encode(String)}
     */
    public static String encodeTwice(String text) {
        return encode(text.replace("%", "%25").replace(",", "%2c").replace("&", "%26"));
    }

    /**
     * Undoes the escapes of a profile's text: {@link #decode(String)}, and then a narrower pass
     * that turns {@code %2c}, {@code %26} and {@code %25} back and leaves all others [D].
     */
    public static String decodeTwice(String value) {
        return decode(value)
                .replace("%2c", ",")
                .replace("%2C", ",")
                .replace("%26", "&")
                .replace("%25", "%");
    }

    static void encode(String text, StringBuilder out) {
        int done = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == '%' || c == '&' || c == ',' || c == '=') {
                out.append(text, done, i).append('%');
                out.append(Character.forDigit(c >> 4, 16)).append(Character.forDigit(c & 15, 16));
                done = i + 1;
            } else if (Character.isSurrogate(c)) {
                if (!Character.isSupplementaryCodePoint(text.codePointAt(i))) {
                    throw new IllegalArgumentException(
                            "not Unicode text: a lone surrogate at index " + i);
                }
                i++;
            }
        }
        out.append(text, done, text.length());
    }

    /** How many octets the escapes from {@code at} on spell of one code point; 0 if none. */
    private static int spelled(byte[] line, int at, int to) {
        int lead = octet(line, at, to);
        if (lead < 0x80) {
            return lead == NONE ? 0 : 1;
        }
        int more = lead >= 0xf0 ? 3 : lead >= 0xe0 ? 2 : 1;
        if (lead < 0xc2 || lead > 0xf4) {
            return 0;
        }
        int codePoint = lead & (0x3f >> more);
        for (int i = 1; i <= more; i++) {
            int octet = octet(line, at + 3 * i, to);
            if ((octet & ~0x3f) != 0x80) {
                return 0;
            }
            codePoint = codePoint << 6 | (octet & 0x3f);
        }
        boolean shortest = octets(codePoint) == more + 1;
        boolean surrogate = codePoint >= 0xd800 && codePoint <= 0xdfff;
        return shortest && !surrogate && codePoint <= Character.MAX_CODE_POINT ? more + 1 : 0;
    }

    private static int octets(int codePoint) {
        return codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
    }

    /** The octet that an escape at {@code at} stands for, or NONE if there is no escape. */
    private static int octet(byte[] line, int at, int to) {
        if (at + 3 > to || line[at] != '%') {
            return NONE;
        }
        int high = Character.digit(line[at + 1], 16);
        int low = Character.digit(line[at + 2], 16);
        return high < 0 || low < 0 ? NONE : high << 4 | low;
    }
}
