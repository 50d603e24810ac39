package io.qqbridge.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.qqbridge.app.Key;
import io.qqbridge.app.Settings;
import io.qqbridge.app.kafka.Topics;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The manifests say what they mean to say, in words that the cluster knows. */
class ManifestsTest {
    private static final List<Path> OVERLAYS =
            Stream.of("overlays/single", "overlays/strimzi", "overlays/scaled", "monitoring")
                    .map(Manifest.FOLDER::resolve)
                    .toList();

    private static final Set<String> FIELDS_OF_KUSTOMIZE =
            Set.of(
                    "apiVersion",
                    "kind",
                    "namespace",
                    "resources",
                    "patches",
                    "images",
                    "configMapGenerator",
                    "secretGenerator");

    private static final boolean WRITE = System.getProperty("manifests.write") != null;

    @TestFactory
    Stream<DynamicTest> aManifestHasOnlyFieldsThatItsKindHas() throws IOException {
        return Manifest.all().stream()
                .map(
                        manifest ->
                                DynamicTest.dynamicTest(
                                        manifest.toString(),
                                        () ->
                                                assertThat(Kinds.read(manifest.content()))
                                                        .isNotNull()));
    }

    @TestFactory
    Stream<DynamicTest> aMistakeIsFoundInWhicheverObjectItIs() throws IOException {
        return Manifest.all().stream()
                .map(
                        manifest ->
                                DynamicTest.dynamicTest(
                                        manifest.toString(), () -> findsMistakes(manifest)));
    }

    private static void findsMistakes(Manifest manifest) {
        List<Mistakes.Planted> mistakes = Mistakes.in(manifest.content());
        assertThat(mistakes).hasSizeGreaterThan(1);
        for (Mistakes.Planted planted : mistakes) {
            assertThatThrownBy(() -> Kinds.read(planted.manifest()))
                    .as(planted.place())
                    .isInstanceOf(JsonProcessingException.class);
        }
    }

    @Test
    void aValueOfAnotherTypeIsFoundToo() throws IOException {
        JsonNode set = only("StatefulSet", "k8s/base").content();
        for (String place :
                List.of(
                        "/spec/template/spec/containers/0/image",
                        "/metadata/labels/app.kubernetes.io~1name")) {
            ObjectNode copy = set.deepCopy();
            int slash = place.lastIndexOf('/');
            ((ObjectNode) copy.at(place.substring(0, slash)))
                    .put(place.substring(slash + 1).replace("~1", "/"), 1);
            assertThatThrownBy(() -> Kinds.read(copy))
                    .as(place)
                    .isInstanceOf(JsonProcessingException.class);
        }
        ObjectNode copy = set.deepCopy();
        ((ObjectNode) copy.at("/spec")).put("replicas", "1");
        assertThatThrownBy(() -> Kinds.read(copy)).isInstanceOf(JsonProcessingException.class);
    }

    @Test
    void aKustomizationNamesFilesThatThereAreAndAllOfThem() throws IOException {
        for (Path folder : folders()) {
            JsonNode kustomization = Manifest.yaml(folder.resolve(Manifest.KUSTOMIZATION));
            assertThat(kustomization.properties())
                    .as(folder.toString())
                    .extracting(Map.Entry::getKey)
                    .isSubsetOf(FIELDS_OF_KUSTOMIZE);
            List<String> named = new ArrayList<>();
            kustomization.path("resources").forEach(file -> named.add(file.asText()));
            kustomization.path("patches").forEach(patch -> named.add(patch.path("path").asText()));
            assertThat(named).allMatch(file -> Files.exists(folder.resolve(file)));
            List<String> there =
                    Manifest.all().stream()
                            .map(manifest -> Path.of(manifest.source()))
                            .filter(file -> folder.equals(file.getParent()))
                            .map(file -> String.valueOf(file.getFileName()))
                            .toList();
            assertThat(named).containsAll(there);
        }
    }

    private static List<Path> folders() throws IOException {
        List<Path> folders = new ArrayList<>();
        for (Path file : Manifest.files()) {
            if (file.endsWith(Manifest.KUSTOMIZATION)) {
                folders.add(Objects.requireNonNull(file.getParent()));
            }
        }
        return folders;
    }

    @Test
    void theRoutesAreTheOnesThatShip() throws IOException {
        try (var routes = Files.list(Path.of("routes"))) {
            for (Path route : routes.toList()) {
                same(Manifest.FOLDER.resolve("base").resolve(route), Files.readString(route));
            }
        }
    }

    @Test
    void theRulesAreThoseOfPrometheus() throws IOException {
        Path file = Manifest.FOLDER.resolve("monitoring/prometheusrule.yaml");
        String rule = Files.readString(file);
        String rules = Files.readString(Manifest.FOLDER.resolve("monitoring/rules.yaml"));
        String groups =
                rules.substring(rules.indexOf("groups:"))
                        .lines()
                        .map(line -> line.isEmpty() ? line : "  " + line)
                        .collect(Collectors.joining("\n", "", "\n"));
        same(file, rule.substring(0, rule.indexOf("spec:\n") + "spec:\n".length()) + groups);
    }

    /** A copy, for Kustomize reads nothing outside of its folder. */
    private static void same(Path copy, String wanted) throws IOException {
        if (WRITE) {
            Files.writeString(copy, wanted);
        }
        assertThat(copy)
                .as("`mvn -q test -Dtest=ManifestsTest -Dmanifests.write` mends it")
                .hasContent(wanted);
    }

    @Test
    void strimziMakesTheTopicsThatTheProgramWouldMake() throws IOException {
        List<Manifest> topics = kind("KafkaTopic", "k8s/overlays/strimzi").toList();
        assertThat(topics)
                .extracting(Manifest::name)
                .containsExactlyInAnyOrderElementsOf(new Topics("qq.").all());
        assertThat(topics)
                .extracting(topic -> topic.content().at("/spec/partitions").asText())
                .containsOnly(Key.TOPICS_PARTITIONS.byDefault());
        // TopicsTest holds the program to the same tables, and the README names them.
        Set<String> tables =
                Pattern.compile("^\\| `(qq\\.[a-z]+\\.v1)` \\(compacted\\)", Pattern.MULTILINE)
                        .matcher(Files.readString(Path.of("README.md")))
                        .results()
                        .map((MatchResult row) -> row.group(1))
                        .collect(Collectors.toCollection(TreeSet::new));
        assertThat(tables).hasSize(3);
        for (Manifest topic : topics) {
            assertThat(topic.content().at("/spec/config/cleanup.policy").asText())
                    .as(topic.name())
                    .isEqualTo(tables.contains(topic.name()) ? "compact" : "");
        }
    }

    @Test
    void theConfigurationIsOneThatTheProgramReads() throws Exception {
        for (Path overlay : List.of(OVERLAYS.get(0), OVERLAYS.get(1))) {
            Map<String, String> places = new HashMap<>();
            JsonNode generators =
                    Manifest.yaml(overlay.resolve(Manifest.KUSTOMIZATION))
                            .path("configMapGenerator");
            generators
                    .path(0)
                    .path("literals")
                    .forEach(
                            literal -> {
                                String[] pair = literal.asText().split("=", 2);
                                places.put(pair[0], pair[1]);
                            });
            Settings settings =
                    Settings.read(Manifest.FOLDER.resolve("base/application.properties"), places);
            assertThat(settings.gatewayUrl().toString()).isEqualTo(places.get("QQ_GATEWAY_URL"));
            assertThat(settings.kafka())
                    .containsEntry("bootstrap.servers", places.get("KAFKA_BOOTSTRAP_SERVERS"));
            assertThat(settings.get(Key.MANAGEMENT_HOST)).isEqualTo("0.0.0.0");
            assertThat(settings.get(Key.MANAGEMENT_PORT))
                    .isEqualTo(
                            only("StatefulSet", "k8s/base")
                                    .content()
                                    .at("/spec/template/spec/containers/0/ports/0/containerPort")
                                    .asText());
        }
    }

    @Test
    void kustomizeRendersEveryOverlay() throws Exception {
        assumeTrue(Kubectl.isThere(), "kubectl 1.27 or newer is not there");
        for (Path overlay : OVERLAYS) {
            List<Manifest> rendered = Kubectl.render(overlay);
            assertThat(rendered).isNotEmpty();
            for (Manifest manifest : rendered) {
                assertThat(Kinds.read(manifest.content())).isNotNull();
            }
            assertThat(rendered)
                    .filteredOn(manifest -> manifest.kind().equals("StatefulSet"))
                    .allSatisfy(set -> namesWhatThereIs(set.content(), rendered));
        }
    }

    /** What a pod mounts, and nobody else makes, is rendered with it. */
    private static void namesWhatThereIs(JsonNode set, List<Manifest> rendered) {
        Set<String> names = new TreeSet<>();
        names.addAll(set.findValuesAsText("secretName"));
        set.findValues("configMap").forEach(map -> names.add(map.path("name").asText()));
        set.findValues("configMapRef").forEach(map -> names.add(map.path("name").asText()));
        Set<String> made =
                rendered.stream()
                        .filter(manifest -> manifest.kind().matches("ConfigMap|Secret|KafkaUser"))
                        .map(Manifest::name)
                        .collect(Collectors.toSet());
        rendered.stream()
                .filter(manifest -> manifest.kind().equals("Kafka"))
                .forEach(kafka -> made.add(kafka.name() + "-cluster-ca-cert"));
        assertThat(names).hasSize(6);
        assertThat(made).containsAll(names);
    }

    private static Stream<Manifest> kind(String kind, String folder) throws IOException {
        return Manifest.all().stream()
                .filter(manifest -> manifest.source().startsWith(folder))
                .filter(manifest -> manifest.kind().equals(kind));
    }

    private static Manifest only(String kind, String folder) throws IOException {
        return kind(kind, folder).findFirst().orElseThrow();
    }
}
