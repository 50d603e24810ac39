package io.qqbridge.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Isolated;

import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * Each target for two seconds, or for {@code -Dfuzz.minutes=10}; from a new seed, which is printed,
 * or from {@code -Dfuzz.seed}. {@code -Dfuzz.input} reads the one file of a finding.
 *
 * <p>Alone, for it counts what the process holds open and keeps in temporary files.
 */
@Isolated
class FuzzTest {
    private static final Duration SHORT = Duration.ofSeconds(2);

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
        return Targets.ALL.stream()
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
        System.out.println(new Fuzzing(target, seed, Fuzzing.NEVER_ENDS).run(time));
    }
}
