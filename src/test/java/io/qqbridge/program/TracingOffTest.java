package io.qqbridge.program;

import static org.assertj.core.api.Assertions.assertThat;

import io.qqbridge.testing.Launch;
import io.qqbridge.testing.ProgramProcess;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Tracing costs nothing where nobody asks for it. */
class TracingOffTest {
    @TempDir private Path folder = Path.of("");

    @Test
    void openTelemetryIsNotLoadedWhereNobodyTraces() throws Exception {
        assertThat(loaded(""))
                .anyMatch(line -> line.contains(" io.qqbridge.app.Bridge "))
                .noneMatch(line -> line.contains(" io.opentelemetry."));
    }

    @Test
    void itIsLoadedWhereSomebodyDoes() throws Exception {
        assertThat(loaded("qq.tracing.endpoint=http://127.0.0.1:1/v1/traces"))
                .anyMatch(line -> line.contains(" io.opentelemetry."));
    }

    private List<String> loaded(String setting) throws Exception {
        Files.writeString(
                folder.resolve("application.properties"),
                """
                qq.management.port=0
                qq.routes.dir=%s
                kafka.bootstrap.servers=127.0.0.1:1
                %s
                """
                        .formatted(Path.of("routes").toAbsolutePath(), setting));
        Files.writeString(
                folder.resolve("accounts.yaml"), "accounts:\n  - {uin: 10001, password: demo}\n");
        try (ProgramProcess bridge =
                Launch.in(folder)
                        .withJvm(List.of("-Xlog:class+load:file=classes.txt"))
                        .start("run")) {
            bridge.awaitLine(line -> line.contains("running: "));
        }
        return Files.readAllLines(folder.resolve("classes.txt"));
    }
}
