package io.qqbridge.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Function;

/**
 * A line cut into its fields. The cuts are kept as positions in the line, and a value becomes an
 * object only when it is asked for. Every way to ask throws {@link Wrong} where the line does not
 * have what is wanted.
 *
 * <p>A <i>text</i> keeps the blanks at its ends; a <i>word</i> (a name, a version, a UIN) and a
 * number do not.
 */
final class Fields {
    private static final int MISSING = -1;
    private static final int CUTS = 3;

    private final String line;
    private final int end;

    /** Three for each field: where its name starts, its '=' stands, and its value ends. */
    private int[] cuts = new int[16 * CUTS];

    private int used;

    private Fields(String line) {
        this.line = line;
        this.end = endOf(line);
        for (int from = 0; from < end; ) {
            int ampersand = line.indexOf('&', from, end);
            int to = ampersand < 0 ? end : ampersand;
            int equals = line.indexOf('=', from, to);
            if (equals >= 0) {
                add(from, equals, to);
            }
            from = to + 1;
        }
    }

    /** Cuts a line and lets the reader make of it what it can. */
    static <T> Decoded<T> read(byte[] line, Function<Fields, T> reader) {
        try {
            return new Decoded.Good<>(reader.apply(new Fields(utf8(line))));
        } catch (Wrong wrong) {
            return new Decoded.Malformed<>(line, wrong.why());
        }
    }

    /** Whether the line is that word and has no fields. */
    boolean isOnly(String word) {
        return used == 0 && line.substring(0, end).strip().equals(word);
    }

    boolean has(String name) {
        return find(name) != MISSING;
    }

    String text(String name) {
        int field = require(name);
        return Escapes.decode(line, start(field), cuts[field + 2]);
    }

    /** The value as it stands on the wire, its escapes not undone. */
    String raw(String name) {
        int field = require(name);
        return line.substring(start(field), cuts[field + 2]);
    }

    String textOr(String name, String otherwise) {
        return has(name) ? text(name) : otherwise;
    }

    String word(String name) {
        int field = require(name);
        return Blanks.word(line, start(field), cuts[field + 2]);
    }

    String wordOr(String name, String otherwise) {
        return has(name) ? word(name) : otherwise;
    }

    int number(String name) {
        int field = require(name);
        return Blanks.number(name, line, start(field), cuts[field + 2]);
    }

    int numberOr(String name, int otherwise) {
        return has(name) ? number(name) : otherwise;
    }

    /** A number of things, not below zero. */
    int count(String name) {
        int count = number(name);
        if (count < 0) {
            throw new Wrong(name + " is " + count);
        }
        return count;
    }

    /** A list of so many words or numbers. */
    Items words(String name, int count) {
        int field = require(name);
        int from = Blanks.skip(line, start(field), cuts[field + 2]);
        int to = Blanks.skipBack(line, from, cuts[field + 2]);
        return new Items(name, line, from, to, count);
    }

    /** A list of so many texts. */
    Items texts(String name, int count) {
        int field = require(name);
        return new Items(name, line, start(field), cuts[field + 2], count);
    }

    private int start(int field) {
        return cuts[field + 1] + 1;
    }

    private int require(String name) {
        int field = find(name);
        if (field == MISSING) {
            throw new Wrong(name + " is missing");
        }
        return field;
    }

    /** The first field of that name [D]. */
    private int find(String name) {
        for (int field = 0; field < used; field += CUTS) {
            int from = cuts[field];
            if (cuts[field + 1] - from == name.length() && line.startsWith(name, from)) {
                return field;
            }
        }
        return MISSING;
    }

    private void add(int from, int equals, int to) {
        if (used == cuts.length) {
            cuts = Arrays.copyOf(cuts, 2 * used);
        }
        cuts[used] = from;
        cuts[used + 1] = equals;
        cuts[used + 2] = to;
        used += CUTS;
    }

    /** Where the fields end: what may stand after them is '&', CR and LF [S][C]. */
    private static int endOf(String line) {
        int end = line.length();
        while (end > 0 && "&\r\n".indexOf(line.charAt(end - 1)) >= 0) {
            end--;
        }
        return end;
    }

    private static String utf8(byte[] line) {
        String text = new String(line, StandardCharsets.UTF_8);
        // U+FFFD stands for what was not UTF-8, unless it was sent: seldom there, so looked for
        // first.
        if (text.indexOf('\ufffd') >= 0) {
            try {
                StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line));
            } catch (CharacterCodingException e) {
                throw new Wrong("not UTF-8");
            }
        }
        return text;
    }
}
