package io.qqbridge.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.qqbridge.testing.ProgramProcess;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;

/** A log for programs. */
class JsonLogTest {
    @TempDir private Path folder = Path.of("");

    @Test
    void eachLineIsAnObject() throws Exception {
        Files.writeString(
                folder.resolve("application.properties"),
                """
                qq.log.format=json
                qq.management.port=0
                qq.gateway.url=http://127.0.0.1:1
                kafka.bootstrap.servers=127.0.0.1:1
                qq.routes.dir=%s
                """
                        .formatted(Path.of("routes").toAbsolutePath()));
        Files.writeString(
                folder.resolve("accounts.yaml"), "accounts:\n  - {uin: 10001, password: demo}\n");
        try (ProgramProcess bridge = ProgramProcess.start(folder, "run")) {
            bridge.awaitLine(line -> line.contains("running: gateway"));

            for (String line : bridge.err()) {
                JsonNode event = new ObjectMapper().readTree(line);
                assertThat(event.path("level").asText()).matches("INFO|WARN|ERROR");
                assertThat(event.path("timestamp").longValue()).isPositive();
                assertThat(event.path("loggerName").asText()).startsWith("qq.");
                assertThat(event.path("formattedMessage").asText()).isNotEmpty();
            }
            assertThat(bridge.err()).anyMatch(line -> line.contains("Kafka at 127.0.0.1:1"));
        }
    }
}
