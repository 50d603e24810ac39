package io.qqbridge.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The dashboard that ships. */
final class Dashboard {
    static final Path FOLDER = Path.of("k8s", "monitoring");

    private final JsonNode json;

    Dashboard() throws IOException {
        json = new ObjectMapper().readTree(FOLDER.resolve("dashboard.json").toFile());
    }

    JsonNode json() {
        return json;
    }

    /** What its panels ask Prometheus. */
    List<String> queries() {
        return json.findValuesAsText("expr");
    }
}
