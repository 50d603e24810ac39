package io.qqbridge.app.kafka;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a record lies in its topic: {@code 3:42}, the partition and the offset. */
public record Place(int partition, long offset) {
    private static final Pattern TEXT = Pattern.compile("([0-9]{1,9}):([0-9]{1,18})");

    /** Reads {@code 3:42}; empty where it is anything else. */
    public static Optional<Place> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        return matcher.matches()
                ? Optional.of(
                        new Place(
                                Integer.parseInt(matcher.group(1)),
                                Long.parseLong(matcher.group(2))))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return partition + ":" + offset;
    }
}
