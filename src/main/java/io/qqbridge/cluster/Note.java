package io.qqbridge.cluster;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the next owner of an account must know, if there is one.
 *
 * @param asker whose question {@code mark} is; it is part of the ids of what its answer brings
 * @param mark of the last question for messages; 0 where its answer is safe
 * @param partition and
 * @param offset of the last command whose result is in Kafka; -1 where there is none
 */
record Note(String asker, long mark, int partition, long offset) {
    /** Of an account of which nothing is known. */
    static final Note NONE = new Note("-", 0, 0, -1);

    private static final Pattern TEXT =
            Pattern.compile("1 ([\\w-]{1,64}) (\\d{1,18}) (\\d{1,9}) (-1|\\d{1,18})");

    Note asks(String by, long question) {
        return new Note(by, question, partition, offset);
    }

    Note commanded(int where, long upTo) {
        return new Note(asker, mark, where, where == partition ? Math.max(offset, upTo) : upTo);
    }

    /** Whether the command at this place has its result. */
    boolean covers(int where, long place) {
        return where == partition && place <= offset;
    }

    /** As a record's value. */
    byte[] bytes() {
        return "1 %s %d %d %d"
                .formatted(asker, mark, partition, offset)
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** Reads {@link #bytes}; empty where it is anything else. */
    static Optional<Note> read(byte[] value) {
        Matcher matcher = TEXT.matcher(new String(value, StandardCharsets.ISO_8859_1));
        return matcher.matches()
                ? Optional.of(
                        new Note(
                                matcher.group(1),
                                Long.parseLong(matcher.group(2)),
                                Integer.parseInt(matcher.group(3)),
                                Long.parseLong(matcher.group(4))))
                : Optional.empty();
    }
}
