package io.qqbridge.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.qqbridge.app.Key;
import io.qqbridge.app.kafka.Topics;
import io.qqbridge.component.QqEndpoint;
import io.qqbridge.metrics.AllMeters;
import io.qqbridge.simulator.Simulator;
import io.qqbridge.simulator.SimulatorOptions;

import org.apache.camel.spi.UriParam;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Holds the README to the program: what it lists is what there is. */
class ReadmeTest {
    private final String readme;

    ReadmeTest() throws IOException {
        readme = Files.readString(Path.of("README.md"));
    }

    @Test
    void itsTableOfKeysIsTheProgramsOwn() {
        List<String> rows =
                Arrays.stream(Key.values())
                        .map(
                                key ->
                                        "| `%s` | %s| %s |"
                                                .formatted(
                                                        key.key(),
                                                        key.byDefault().isEmpty()
                                                                ? ""
                                                                : "`" + key.byDefault() + "` ",
                                                        key.meaning()))
                        .toList();
        assertThat(readme).contains(String.join("\n", rows));
        assertThat(found("^\\| `((?:qq|kafka)\\.[a-z.-]+)` \\| ")).hasSize(rows.size());
    }

    @Test
    void itListsAllTopics() {
        assertThat(found("^\\| `(qq\\.[a-z]+\\.v1)`"))
                .containsExactlyInAnyOrderElementsOf(new Topics("qq.").all());
    }

    @Test
    void itsTableOfMetersIsWhatAScrapeShows() {
        assertThat(found("^\\| `(qq_[a-z_]+)(?:\\{[a-z,]+\\})?` \\|"))
                .containsExactlyInAnyOrderElementsOf(AllMeters.names());
    }

    @Test
    void itListsTheOptionsOfTheComponent() {
        List<String> options =
                Arrays.stream(QqEndpoint.class.getDeclaredFields())
                        .filter(field -> field.isAnnotationPresent(UriParam.class))
                        .map(field -> field.getName())
                        .toList();
        assertThat(options)
                .isNotEmpty()
                .allSatisfy(option -> assertThat(readme).contains("| `" + option + "` |"));
    }

    @Test
    void itsTableOfTheControlApiIsTheSimulatorsOwn() throws Exception {
        try (Simulator simulator = Simulator.start(SimulatorOptions.defaults().withPorts(0, 0));
                HttpClient client = HttpClient.newHttpClient()) {
            String paths =
                    client.send(
                                    HttpRequest.newBuilder(
                                                    URI.create(
                                                            "http://127.0.0.1:%d/nowhere"
                                                                    .formatted(
                                                                            simulator
                                                                                    .controlPort())))
                                            .build(),
                                    BodyHandlers.ofString())
                            .body();
            List<String> known =
                    found(paths, "((?:GET|POST|PUT|DELETE) /[a-z{}/]+)").stream()
                            .filter(path -> !path.endsWith("/nowhere"))
                            .toList();
            assertThat(known).hasSizeGreaterThan(10);
            assertThat(found("((?:GET|POST|PUT|DELETE) /[a-z{}/]+)"))
                    .containsExactlyInAnyOrderElementsOf(known);
        }
    }

    @Test
    void itsExamplesAreTheOnesThatAreTested() throws IOException {
        String tested =
                withoutBlanks(
                        Files.readString(
                                Path.of("src/test/java/io/qqbridge/program/ExamplesTest.java")));
        List<String> examples = found("```java\\n([^`]+)```");
        assertThat(examples).hasSize(2);
        assertThat(examples)
                .allSatisfy(example -> assertThat(tested).contains(withoutBlanks(example)));
    }

    private static String withoutBlanks(String code) {
        return code.replaceAll("\\s+", "");
    }

    private List<String> found(String pattern) {
        return found(readme, pattern);
    }

    private static List<String> found(String text, String pattern) {
        return Pattern.compile(pattern, Pattern.MULTILINE)
                .matcher(text)
                .results()
                .map((MatchResult result) -> result.group(1))
                .toList();
    }
}
