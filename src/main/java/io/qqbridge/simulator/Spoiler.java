package io.qqbridge.simulator;

import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** Answers as they should not be. */
final class Spoiler {
    static final String ERROR_PAGE =
            "<html><head><title>502 Bad Gateway</title></head>"
                    + "<body><h1>502 Bad Gateway</h1><a href=\"/?a=1&b=2\">again</a></body></html>";

    private static final int GARBAGE = 200;
    private static final int HUGE = 10 * 1024 * 1024;
    private static final Pattern SEQ = Pattern.compile("(?<=&SEQ=)[^&]*");
    private static final Pattern UIN = Pattern.compile("(?<=&UIN=)[^&]*");
    private static final Pattern COUNT = Pattern.compile("(?<=&[MS]N=)\\d+");

    private final RandomGenerator random;

    Spoiler(RandomGenerator random) {
        this.random = random;
    }

    byte[] garbage() {
        return bytes(GARBAGE);
    }

    byte[] hugeGarbage() {
        return bytes(HUGE);
    }

    static byte[] wrongSeq(byte[] answer) {
        return replace(SEQ, answer, right -> right + "9");
    }

    static byte[] wrongUin(byte[] answer) {
        return replace(UIN, answer, right -> right + "9");
    }

    static byte[] wrongCount(byte[] answer) {
        return replace(COUNT, answer, right -> Integer.toString(Integer.parseInt(right) + 1));
    }

    private static byte[] replace(Pattern field, byte[] answer, UnaryOperator<String> wrong) {
        String line = new String(answer, StandardCharsets.UTF_8);
        return field.matcher(line)
                .replaceFirst(right -> wrong.apply(right.group()))
                .getBytes(StandardCharsets.UTF_8);
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}
