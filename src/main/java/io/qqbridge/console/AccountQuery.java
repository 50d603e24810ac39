package io.qqbridge.console;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Which accounts somebody wants to see.
 *
 * @param search a part of their names, in lower case; empty for any
 * @param states the words of their states; empty for any
 * @param order what they are sorted by
 * @param page counted from 0
 * @param size how many a page has
 */
record AccountQuery(String search, Set<String> states, Order order, int page, int size) {
    /** The state of an account that is online and polls nothing, for a person wants it so. */
    static final String PAUSED = "paused";

    /** The states, those first that want a person. */
    private static final List<String> BY_NEED =
            List.of(
                    "challenged",
                    "refused",
                    "taken-over",
                    "silent",
                    "reconnecting",
                    "connecting",
                    PAUSED,
                    "stopped",
                    "online");

    private static final int LARGEST_PAGE = 200;
    private static final int LAST_PAGE = 1_000_000;
    private static final int LONGEST = 100;

    /** What rows can be sorted by; each word is one of the request. */
    enum Order {
        NAME,
        STATE,
        SINCE,
        LAST,
        RATE,
        DROPS
    }

    /**
     * Reads a request's parameters.
     *
     * @param parameter a parameter's value by its name, empty where there is none
     * @throws BadRequest naming the parameter that is wrong
     */
    static AccountQuery read(Function<String, String> parameter) {
        String states = parameter.apply("state");
        return new AccountQuery(
                cut(parameter.apply("search")).strip().toLowerCase(Locale.ROOT),
                states.isEmpty()
                        ? Set.of()
                        : Arrays.stream(cut(states).split(",", -1)).collect(Collectors.toSet()),
                order(parameter.apply("sort")),
                number("page", parameter.apply("page"), 0, 0, LAST_PAGE),
                number("size", parameter.apply("size"), 50, 1, LARGEST_PAGE));
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }

    private static Order order(String word) {
        return Arrays.stream(Order.values())
                .filter(order -> order.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst()
                .orElseGet(
                        () -> {
                            if (!word.isEmpty()) {
                                throw new BadRequest(
                                        "sort is one of name, state, since, last, rate, drops");
                            }
                            return Order.NAME;
                        });
    }

    private static int number(String name, String text, int usual, int least, int most) {
        if (text.isEmpty()) {
            return usual;
        }
        if (text.matches("[0-9]{1,7}")
                && Integer.parseInt(text) >= least
                && Integer.parseInt(text) <= most) {
            return Integer.parseInt(text);
        }
        throw new BadRequest("%s is a number from %d to %d".formatted(name, least, most));
    }

    /** What was found: one page of so many. */
    record Found(int total, List<AccountRow> page) {}

    /** Those of the book that are wanted. */
    Found in(AccountBook book, long millis) {
        List<AccountRow> found =
                book.rowsByName().stream()
                        .filter(row -> search.isEmpty() || row.isNamedLike(search))
                        .filter(row -> states.isEmpty() || states.contains(row.state()))
                        .toList();
        List<AccountRow> inOrder =
                order == Order.NAME ? found : found.stream().sorted(by(millis)).toList();
        return new Found(
                found.size(), inOrder.stream().skip((long) page * size).limit(size).toList());
    }

    /** Where two are equal, their names decide, for the sort is stable. */
    private Comparator<AccountRow> by(long millis) {
        return switch (order) {
            case NAME -> Comparator.comparing(AccountRow::alias, Names.ORDER);
            case STATE -> Comparator.comparingInt(row -> BY_NEED.indexOf(row.state()));
            case SINCE -> Comparator.comparing((AccountRow row) -> row.latest().since()).reversed();
            case LAST -> Comparator.comparingLong(AccountRow::lastMessage).reversed();
            case RATE ->
                    Comparator.comparingDouble(
                                    (AccountRow row) ->
                                            row.received().perMinute(millis)
                                                    + row.sent().perMinute(millis))
                            .reversed();
            case DROPS -> Comparator.comparingInt(AccountRow::drops).reversed();
        };
    }
}
