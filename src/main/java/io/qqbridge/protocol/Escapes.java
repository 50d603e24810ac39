package io.qqbridge.protocol;

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
        int percent = value.indexOf('%');
        if (percent < 0) {
            return value;
        }
        StringBuilder out = new StringBuilder(value.length());
        int done = 0;
        for (; percent >= 0; percent = value.indexOf('%', done)) {
            out.append(value, done, percent);
            int codePoint = codePoint(value, percent);
            out.appendCodePoint(codePoint == NONE ? '%' : codePoint);
            done = percent + (codePoint == NONE ? 1 : 3 * octets(codePoint));
        }
        return out.append(value, done, value.length()).toString();
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
        String once = decode(value);
        int percent = once.indexOf('%');
        if (percent < 0) {
            return once;
        }
        StringBuilder out = new StringBuilder(once.length());
        int done = 0;
        for (; percent >= 0; percent = once.indexOf('%', done)) {
            out.append(once, done, percent);
            int octet = octet(once, percent);
            boolean escape = octet == ',' || octet == '&' || octet == '%';
            out.append(escape ? (char) octet : '%');
            done = percent + (escape ? 3 : 1);
        }
        return out.append(once, done, once.length()).toString();
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

    /** The code point whose UTF-8 the escapes from {@code at} on spell, or NONE. */
    private static int codePoint(String value, int at) {
        int lead = octet(value, at);
        if (lead < 0x80) {
            return lead;
        }
        int more = lead >= 0xf0 ? 3 : lead >= 0xe0 ? 2 : 1;
        if (lead < 0xc2 || lead > 0xf4) {
            return NONE;
        }
        int codePoint = lead & (0x3f >> more);
        for (int i = 1; i <= more; i++) {
            int octet = octet(value, at + 3 * i);
            if ((octet & ~0x3f) != 0x80) {
                return NONE;
            }
            codePoint = codePoint << 6 | (octet & 0x3f);
        }
        boolean shortest = octets(codePoint) == more + 1;
        boolean surrogate = codePoint >= 0xd800 && codePoint <= 0xdfff;
        return shortest && !surrogate && codePoint <= Character.MAX_CODE_POINT ? codePoint : NONE;
    }

    private static int octets(int codePoint) {
        return codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
    }

    /** The octet that an escape at {@code at} stands for, or NONE if there is no escape. */
    private static int octet(String value, int at) {
        if (at + 3 > value.length() || value.charAt(at) != '%') {
            return NONE;
        }
        int high = hex(value.charAt(at + 1));
        int low = hex(value.charAt(at + 2));
        return high < 0 || low < 0 ? NONE : high << 4 | low;
    }

    private static int hex(char c) {
        return c < 0x80 ? Character.digit(c, 16) : NONE; // Character.digit knows wide digits too
    }
}
