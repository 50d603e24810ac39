package io.qqbridge.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.qqbridge.testing.Launch;
import io.qqbridge.testing.ProgramProcess;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * Each target for two seconds, or for {@code -Dfuzz.minutes=10}; from a new seed, which is printed,
 * or from {@code -Dfuzz.seed}; {@code -Dfuzz.target} names one. {@code -Dfuzz.input} reads the one
 * file of a finding.
 */
class FuzzTest {
    private static final Duration SHORT = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TestFactory
    Stream<DynamicTest> whateverIsReadNothingBreaks() {
        String input = System.getProperty("fuzz.input");
        if (input != null) {
            Path file = Path.of(input);
            return Targets.ALL.stream()
                    .filter(target -> file.getFileName().toString().startsWith(target.name() + "-"))
                    .map(
                            target ->
                                    DynamicTest.dynamicTest(
                                            target.name(), () -> once(target, file)));
        }
        String only = System.getProperty("fuzz.target", "");
        return Targets.ALL.stream()
                .filter(target -> only.isEmpty() || target.name().equals(only))
                .map(target -> DynamicTest.dynamicTest(target.name(), () -> fuzz(target)));
    }

    /** What was found once is kept in a file that says by its name what it was. */
    @TestFactory
    Stream<DynamicTest> whatWasFoundStaysMended() {
        return Targets.ALL.stream()
                .flatMap(
                        target ->
                                Targets.found(target.name()).stream()
                                        .map(
                                                file ->
                                                        DynamicTest.dynamicTest(
                                                                target.name()
                                                                        + ": "
                                                                        + file.getFileName(),
                                                                () -> once(target, file))));
    }

    private static void once(Target target, Path file) throws Exception {
        assertThat(target.read(FileTarget.content(file))).isNotEmpty();
    }

    private static void fuzz(Target target) throws Exception {
        String minutes = System.getProperty("fuzz.minutes");
        Duration time =
                minutes == null
                        ? SHORT
                        : Duration.ofMillis((long) (Double.parseDouble(minutes) * 60_000));
        long seed = Long.getLong("fuzz.seed", System.nanoTime());
        Launch launch =
                Launch.in(Path.of("").toAbsolutePath())
                        .withMain(FuzzProcess.class)
                        .withJvm(List.of("-Xmx1g", "-Djava.io.tmpdir=" + temporaryFiles()));
        try (ProgramProcess process =
                launch.start(target.name(), Long.toString(seed), Long.toString(time.toMillis()))) {
            int exit = process.awaitExit(time.plus(PATIENCE));
            String said = String.join("\n", process.lines());
            assertThat(exit).as(said).isZero();
            System.out.println(said);
        }
    }

    /**
     * In memory where the system has a folder there: syncs to a disk would take most of the time.
     */
    private static String temporaryFiles() {
        Path memory = Path.of("/dev/shm");
        return Files.isWritable(memory) ? memory.toString() : System.getProperty("java.io.tmpdir");
    }
}
