package io.qqbridge.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;

/** Damages input. The same random numbers do the same damage. */
final class Mutator {
    /** The longest input there is. */
    static final int MOST = 1 << 20;

    /** One input in so many is a flood: some piece of it, over and over. */
    private static final int FLOODS = 2_000;

    private static final int ORDINARY = 16 * 1024;
    private static final List<String> NUMBERS =
            List.of(
                    "-1",
                    "0",
                    "1",
                    "20",
                    "255",
                    "65536",
                    "2147483647",
                    "2147483648",
                    "-2147483648",
                    "9223372036854775808",
                    "99999999999999999999",
                    "1e999",
                    "0x10",
                    "007");
    private static final List<String> WORDS =
            List.of(
                    "\0",
                    "\n",
                    "\r\n",
                    "\t",
                    " ",
                    "\u001b[2J",
                    "\u0085",
                    "\u2028",
                    "\ufeff",
                    "\ufffd",
                    "\ud83d\ude00",
                    "你好",
                    "%",
                    "%s",
                    "%25",
                    "\\",
                    "\\u0000",
                    "\\ud800",
                    "${x}",
                    "{{x}}",
                    "'",
                    "\"",
                    "../",
                    "null");

    /** What UTF-8 forbids: long forms, a surrogate, past the end, a tail alone, a lead alone. */
    private static final List<String> BROKEN =
            List.of("c080", "eda080", "f4908080", "80", "e4bd", "ff", "fffe");

    private final RandomGenerator random;
    private final List<byte[]> tokens = new ArrayList<>();

    Mutator(RandomGenerator random, List<String> words) {
        this.random = random;
        for (List<String> some : List.of(words, words, NUMBERS, WORDS)) {
            some.forEach(word -> tokens.add(word.getBytes(StandardCharsets.UTF_8)));
        }
        BROKEN.forEach(hex -> tokens.add(HexFormat.of().parseHex(hex)));
    }

    /** A damaged copy of one of the inputs. */
    byte[] mutate(List<byte[]> inputs) {
        byte[] input = any(inputs);
        for (int times = 1 + random.nextInt(6); times > 0; times--) {
            input = once(input, inputs);
        }
        return random.nextInt(FLOODS) == 0 ? flood(input) : cut(input, 0, ORDINARY);
    }

    private byte[] once(byte[] input, List<byte[]> inputs) {
        int from = random.nextInt(input.length + 1);
        int to = from + random.nextInt(Math.min(input.length - from, 64) + 1);
        return switch (random.nextInt(11)) {
            case 0 -> flip(input, from);
            case 1 -> replace(input, from, to, bytes(to - from));
            case 2 -> replace(input, from, from, bytes(1 + random.nextInt(4)));
            case 3, 4 -> replace(input, from, from, any(tokens));
            case 5 -> replace(input, from, to, any(tokens));
            case 6 -> replace(input, from, to, new byte[0]);
            case 7 -> replace(input, to, to, cut(input, from, to));
            case 8 -> splice(input, from, any(inputs));
            case 9 -> cut(input, 0, from);
            default -> number(input, from);
        };
    }

    private byte[] flip(byte[] input, int at) {
        byte[] flipped = input.clone();
        if (at < flipped.length) {
            flipped[at] ^= (byte) (1 << random.nextInt(8));
        }
        return flipped;
    }

    /** The start of the one and the end of the other. */
    private byte[] splice(byte[] input, int at, byte[] other) {
        int from = random.nextInt(other.length + 1);
        return replace(input, at, input.length, cut(other, from, other.length));
    }

    /** Another number in the place of the next one. */
    private byte[] number(byte[] input, int at) {
        int from = at;
        while (from < input.length && !Character.isDigit(input[from])) {
            from++;
        }
        int to = from;
        while (to < input.length && Character.isDigit(input[to])) {
            to++;
        }
        String number = NUMBERS.get(random.nextInt(NUMBERS.size()));
        return replace(input, from, to, number.getBytes(StandardCharsets.UTF_8));
    }

    private byte[] flood(byte[] input) {
        int from = random.nextInt(input.length + 1);
        int to = from + random.nextInt(Math.min(input.length - from, 16) + 1);
        byte[] drop = random.nextBoolean() ? any(tokens) : cut(input, from, to);
        if (drop.length == 0) {
            return input;
        }
        int times = random.nextInt(MOST) / drop.length;
        var drops = new ByteArrayOutputStream();
        for (int i = 0; i < times; i++) {
            drops.writeBytes(drop);
        }
        return cut(replace(input, from, from, drops.toByteArray()), 0, MOST);
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    private byte[] any(List<byte[]> some) {
        return some.get(random.nextInt(some.size()));
    }

    private static byte[] cut(byte[] input, int from, int to) {
        return Arrays.copyOfRange(input, from, Math.min(to, input.length));
    }

    private static byte[] replace(byte[] input, int from, int to, byte[] by) {
        byte[] out = Arrays.copyOf(input, input.length - (to - from) + by.length);
        System.arraycopy(by, 0, out, from, by.length);
        System.arraycopy(input, to, out, from + by.length, input.length - to);
        return out;
    }
}
