package io.qqbridge.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What is fuzzed. */
final class Targets {
    static final List<Target> ALL =
            List.of(
                    new Decoder(),
                    new CommandParser(),
                    ConfigurationTargets.settings(),
                    ConfigurationTargets.accounts(),
                    JournalTarget.journal());

    private Targets() {}

    /** The inputs that broke a target once, by name. They are seeds, too. */
    static List<Path> found(String target) {
        Path folder = Path.of("src", "test", "resources", "fuzz", target);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Seeds written here, and those that were found. */
    static List<byte[]> seeds(String target, Stream<String> written) {
        return Stream.concat(
                        written.map(seed -> seed.getBytes(StandardCharsets.UTF_8)),
                        found(target).stream().map(FileTarget::content))
                .toList();
    }

    /** The kind of a reason: what it says, whatever numbers are in it. */
    static String kind(String reason) {
        return reason.replaceAll("-?[0-9]+", "#");
    }

    /** Where it was thrown: the kind of an exception whose message repeats the input. */
    static String kind(Exception e) {
        return Stream.of(e.getStackTrace())
                .limit(3)
                .map(frame -> ":" + frame.getLineNumber())
                .toList()
                .toString();
    }

    static void require(boolean promise, String what) {
        if (!promise) {
            throw new AssertionError(what);
        }
    }

    /** One line, which a terminal and a log show as it is, and a person can take in. */
    static void requireOneLine(String said) {
        require(!said.isBlank(), "says nothing");
        require(said.length() <= 1_000, "says %d characters".formatted(said.length()));
        require(
                said.codePoints().noneMatch(Targets::controls),
                "has control characters or line ends: " + said);
    }

    private static boolean controls(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.CONTROL
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || type == Character.SURROGATE;
    }
}
