package io.qqbridge.kubernetes;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * An object for the cluster.
 *
 * @param source the file that it stands in, or the overlay that it was rendered from
 */
record Manifest(String source, JsonNode content) {
    static final Path FOLDER = Path.of("k8s");

    static final String KUSTOMIZATION = "kustomization.yaml";

    /** What else is YAML there: files of Prometheus, Grafana, Camel and the program. */
    private static final Set<String> OTHERS =
            Set.of(
                    KUSTOMIZATION,
                    "accounts.yaml",
                    "commands.yaml",
                    "received.yaml",
                    "dashboards.yaml",
                    "datasources.yaml",
                    "prometheus.yaml",
                    "rules.yaml",
                    "rules-test.yaml");

    private static final ObjectMapper YAML =
            new ObjectMapper(
                    YAMLFactory.builder()
                            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                            .build());

    /** All that ship, as they stand there. */
    static List<Manifest> all() throws IOException {
        List<Manifest> all = new ArrayList<>();
        for (Path file : files()) {
            if (!OTHERS.contains(String.valueOf(file.getFileName()))) {
                all.addAll(read(file.toString(), Files.readString(file)));
            }
        }
        return all;
    }

    /** All files with YAML, whatever they are. */
    static List<Path> files() throws IOException {
        try (var files = Files.walk(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
        }
    }

    /** Those of a text, which may have several. */
    static List<Manifest> read(String source, String yaml) throws IOException {
        List<Manifest> all = new ArrayList<>();
        try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(yaml)) {
            while (documents.hasNextValue()) {
                all.add(new Manifest(source, documents.nextValue()));
            }
        }
        return all;
    }

    /** A file with one document, of whatever kind. */
    static JsonNode yaml(Path file) throws IOException {
        return read(file.toString(), Files.readString(file)).getFirst().content();
    }

    String kind() {
        return content.path("kind").asText();
    }

    String name() {
        return content.path("metadata").path("name").asText();
    }

    @Override
    public String toString() {
        return "%s %s in %s".formatted(kind(), name(), source);
    }
}
