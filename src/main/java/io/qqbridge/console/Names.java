package io.qqbridge.console;

import java.util.Comparator;

/** The order in which a person looks for names: {@code account-9} before {@code account-10}. */
final class Names {
    static final Comparator<String> ORDER = Names::compare;

    private Names() {}

    private static int compare(String a, String b) {
        int i = 0;
        int j = 0;
        while (i < a.length() && j < b.length()) {
            int endA = end(a, i);
            int endB = end(b, j);
            int order =
                    isDigit(a, i) && isDigit(b, j)
                            ? numbers(a, i, endA, b, j, endB)
                            : Character.compare(
                                    Character.toLowerCase(a.charAt(i)),
                                    Character.toLowerCase(b.charAt(j)));
            if (order != 0) {
                return order;
            }
            i = isDigit(a, i) ? endA : i + 1;
            j = isDigit(b, j) ? endB : j + 1;
        }
        return a.length() - i - (b.length() - j) != 0
                ? a.length() - i - (b.length() - j)
                : a.compareTo(b);
    }

    /** By their lengths without zeros in front, then by their digits. */
    private static int numbers(String a, int i, int endA, String b, int j, int endB) {
        while (i < endA - 1 && a.charAt(i) == '0') {
            i++;
        }
        while (j < endB - 1 && b.charAt(j) == '0') {
            j++;
        }
        return endA - i != endB - j
                ? endA - i - (endB - j)
                : a.substring(i, endA).compareTo(b.substring(j, endB));
    }

    private static int end(String text, int at) {
        int end = at;
        while (end < text.length() && isDigit(text, end)) {
            end++;
        }
        return end;
    }

    private static boolean isDigit(String text, int at) {
        return text.charAt(at) >= '0' && text.charAt(at) <= '9';
    }
}
