package io.qqbridge.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A time of day that jumps while a process runs, as a clock does that somebody sets: libfaketime's,
 * which a process is started with. Its monotonic time goes on as it should.
 */
final class SkewedClock {
    private static final Path LIBRARY = Path.of("faketime", "libfaketimeMT.so.1");

    private final Path library;
    private final Path file;

    private SkewedClock(Path library, Path file) {
        this.library = library;
        this.file = file;
    }

    /** The library, where the machine has it. */
    static Optional<Path> library() throws IOException {
        try (Stream<Path> folders = Files.list(Path.of("/usr/lib"))) {
            return Stream.concat(Stream.of(Path.of("/usr/lib"), Path.of("/usr/local/lib")), folders)
                    .map(folder -> folder.resolve(LIBRARY))
                    .filter(Files::exists)
                    .findFirst();
        }
    }

    /** One that is right; it keeps its error in a file of this folder. */
    static SkewedClock in(Path folder, Path library) throws IOException {
        SkewedClock clock = new SkewedClock(library, folder.resolve("clock"));
        clock.isOffBy(Duration.ZERO);
        return clock;
    }

    /** What a process is started with that goes by it. */
    Map<String, String> environment() {
        return Map.of(
                "LD_PRELOAD", library.toString(),
                "FAKETIME_TIMESTAMP_FILE", file.toString(),
                "FAKETIME_CACHE_DURATION", "1",
                "FAKETIME_DONT_FAKE_MONOTONIC", "1",
                // Its remedy for an old libc makes timed waits of a JVM end at once, or never.
                "FAKETIME_FORCE_MONOTONIC_FIX", "0");
    }

    /** Jumps, within a second. */
    void isOffBy(Duration error) throws IOException {
        Path next = file.resolveSibling("clock.next");
        Files.writeString(next, "%+ds%n".formatted(error.toSeconds()));
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
