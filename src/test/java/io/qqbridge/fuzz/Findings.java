package io.qqbridge.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Collectors;

/** Keeps an input that broke a promise, and says how to try it again. */
final class Findings {
    static final Path FOLDER = Path.of("target", "fuzz");
    private static final int SHOWN = 300;

    private Findings() {}

    static AssertionError of(Target target, long seed, byte[] input, String what)
            throws IOException {
        Path file = FOLDER.resolve(target.name() + "-" + seed + ".bin");
        Files.createDirectories(FOLDER);
        Files.write(file, input);
        String start =
                Base64.getEncoder()
                        .encodeToString(Arrays.copyOf(input, Math.min(input.length, SHOWN)));
        return new AssertionError(
                """
                %s, %d bytes in %s: %s
                once more: mvn test -Dtest=FuzzTest -Dfuzz.input=%s
                all again: mvn test -Dtest=FuzzTest -Dfuzz.seed=%d
                base64%s: %s"""
                        .formatted(
                                target.name(),
                                input.length,
                                file,
                                what,
                                file,
                                seed,
                                input.length > SHOWN ? " of its start" : "",
                                start));
    }

    static String stack(StackTraceElement[] stack) {
        return Arrays.stream(stack)
                .limit(12)
                .map(frame -> "\n  at " + frame)
                .collect(Collectors.joining());
    }
}
