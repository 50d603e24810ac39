package io.qqbridge.protocol;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * The items of a list value, one after the other. That there are as many as the count field said is
 * settled before the first is read, so a count from the wire never makes room for items that did
 * not come.
 */
final class Items {
    private final String name;
    private final byte[] line;
    private final int end;
    private int at;

    /** The last word and where it stood: who writes, writes more than once. */
    private String word = "";

    private int wordFrom;
    private int wordTo;

    Items(String name, byte[] line, int from, int to, int count) {
        this.name = name;
        this.line = line;
        this.at = from;
        this.end = to;
        int items = 1;
        int last = from;
        for (int comma = next(from); comma < to; comma = next(last)) {
            items++;
            last = comma + 1;
        }
        boolean lastIsEmpty = last == to; // a ',' may end the list or not [S][C]
        if (items != count && !(lastIsEmpty && items - 1 == count)) {
            int came = lastIsEmpty ? items - 1 : items;
            throw new Wrong(name + " has " + came + " items, and should have " + count);
        }
    }

    /** A list of {@code count} things, each made from the items that come next. */
    static <T> List<T> collect(int count, Supplier<T> thing) {
        @SuppressWarnings("unchecked") // only List.of sees the array
        T[] things = (T[]) new Object[count];
        for (int i = 0; i < count; i++) {
            things[i] = thing.get();
        }
        return List.of(things);
    }

    String text() {
        int from = at;
        return Octets.text(line, from, pass());
    }

    /** A UIN. There is none without digits, so an empty item means that one is missing [D]. */
    String word() {
        int from = at;
        int to = pass();
        if (!Arrays.equals(line, from, to, line, wordFrom, wordTo)) {
            word = Octets.word(line, from, to);
            wordFrom = from;
            wordTo = to;
        }
        if (word.isEmpty()) {
            throw new Wrong(name + " has an empty item");
        }
        return word;
    }

    int number() {
        int from = at;
        return Octets.number(name, line, from, pass());
    }

    /** Goes past the item, and says where it ended. */
    private int pass() {
        int comma = next(at);
        at = comma + 1;
        return comma;
    }

    /** The next comma, or the end. */
    private int next(int from) {
        return Octets.find(line, ',', from, end);
    }
}
