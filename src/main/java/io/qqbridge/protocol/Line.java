package io.qqbridge.protocol;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;

/** A line being written, field by field, every value escaped. */
final class Line {
    private final StringBuilder line = new StringBuilder(160);

    Line text(String name, String value) {
        Escapes.encode(value, name(name));
        return this;
    }

    Line number(String name, int value) {
        name(name).append(value);
        return this;
    }

    /** A value that is escaped already. */
    Line raw(String name, String value) {
        name(name).append(value);
        return this;
    }

    /** A list with a ',' after each item [S]. */
    <T> Line list(String name, List<T> things, Function<T, String> item) {
        name(name);
        for (T thing : things) {
            Escapes.encode(item.apply(thing), line);
            line.append(',');
        }
        return this;
    }

    byte[] bytes() {
        return line.toString().getBytes(StandardCharsets.UTF_8);
    }

    private StringBuilder name(String name) {
        if (!line.isEmpty()) {
            line.append('&');
        }
        return line.append(name).append('=');
    }
}
