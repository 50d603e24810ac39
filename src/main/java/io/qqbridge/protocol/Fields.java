package io.qqbridge.protocol;

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

    /**
     * So many items of a list at most: as objects they are many times what they are as octets, and
     * an honest gateway sends a few hundred [D].
     */
    private static final int MOST = 100_000;

    private final byte[] line;
    private final int end;

    /** Three for each field: where its name starts, its '=' stands, and its value ends. */
    private int[] cuts = new int[16 * CUTS];

    private int used;

    private Fields(byte[] line) {
        if (!Octets.areUtf8(line)) {
            throw new Wrong("not UTF-8");
        }
        this.line = line;
        this.end = endOf(line);
        for (int from = 0; from < end; ) {
            int to = Octets.find(line, '&', from, end);
            int equals = Octets.find(line, '=', from, to);
            if (equals < to) {
                add(from, equals, to);
            }
            from = to + 1;
        }
    }

    /** Cuts a line and lets the reader make of it what it can. */
    static <T> Decoded<T> read(byte[] line, Function<Fields, T> reader) {
        try {
            return new Decoded.Good<>(reader.apply(new Fields(line)));
        } catch (Wrong wrong) {
            return new Decoded.Malformed<>(line, wrong.why());
        }
    }

    /** Whether the line is that word and has no fields. */
    boolean isOnly(String word) {
        return used == 0 && Octets.word(line, 0, end).equals(word);
    }

    boolean has(String name) {
        return find(name) != MISSING;
    }

    String text(String name) {
        int field = require(name);
        return Octets.text(line, start(field), cuts[field + 2]);
    }

    /** The value as it stands on the wire, its escapes not undone. */
    String raw(String name) {
        int field = require(name);
        return Octets.raw(line, start(field), cuts[field + 2]);
    }

    String textOr(String name, String otherwise) {
        return has(name) ? text(name) : otherwise;
    }

    String word(String name) {
        int field = require(name);
        return Octets.word(line, start(field), cuts[field + 2]);
    }

    String wordOr(String name, String otherwise) {
        return has(name) ? word(name) : otherwise;
    }

    int number(String name) {
        int field = require(name);
        return Octets.number(name, line, start(field), cuts[field + 2]);
    }

    int numberOr(String name, int otherwise) {
        return has(name) ? number(name) : otherwise;
    }

    /** A number of things, not below zero. */
    int count(String name) {
        int count = number(name);
        if (count < 0 || count > MOST) {
            throw new Wrong(name + " is " + count);
        }
        return count;
    }

    /** A list of so many words or numbers; where that is none, it may be missing [C]. */
    Items words(String name, int count) {
        if (count == 0 && !has(name)) {
            return new Items(name, line, end, end, count);
        }
        int field = require(name);
        int from = Octets.skipBlanks(line, start(field), cuts[field + 2]);
        int to = Octets.skipBlanksBack(line, from, cuts[field + 2]);
        return new Items(name, line, from, to, count);
    }

    /** A list of so many texts; where that is none, it may be missing [C]. */
    Items texts(String name, int count) {
        if (count == 0 && !has(name)) {
            return new Items(name, line, end, end, count);
        }
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
            if (Octets.isAt(line, cuts[field], cuts[field + 1], name)) {
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
    private static int endOf(byte[] line) {
        int end = line.length;
        while (end > 0 && "&\r\n".indexOf(line[end - 1]) >= 0) {
            end--;
        }
        return end;
    }
}
