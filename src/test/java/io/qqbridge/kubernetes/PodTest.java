package io.qqbridge.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import io.qqbridge.simulator.Simulator;
import io.qqbridge.simulator.SimulatorOptions;
import io.qqbridge.testing.Control;
import io.qqbridge.testing.Launch;
import io.qqbridge.testing.Ports;
import io.qqbridge.testing.ProgramProcess;
import io.qqbridge.testing.Reader;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The program with the configuration that ships, in folders as a pod has them, and a Kafka that
 * lets it do what the overlay's user may.
 */
class PodTest {
    private static final String PASSWORD = "wiedehopf-4711";
    private static final String ONE = "accounts:\n  - {uin: 10001, password: demo}\n";
    private static final Path BASE = Manifest.FOLDER.resolve("base");

    @TempDir private Path pod = Path.of("");

    @Test
    void aBridgeDoesAllThatItDoesWithTheRightsOfItsUser() throws Exception {
        int management = Ports.free();
        try (GuardedKafka kafka = new GuardedKafka(pod, PASSWORD);
                Simulator simulator =
                        Simulator.start(
                                SimulatorOptions.defaults()
                                        .withPorts(0, 0)
                                        .withChatterPerSecond(0))) {
            Mount accounts = mounted(kafka);
            Map<String, String> places =
                    Map.of(
                            "QQ_GATEWAY_URL",
                            "http://127.0.0.1:" + simulator.port(),
                            "KAFKA_BOOTSTRAP_SERVERS",
                            kafka.guarded(),
                            "QQ_MANAGEMENT_PORT",
                            Integer.toString(management));
            try (ProgramProcess bridge = start(places, "run");
                    Reader reader =
                            Reader.of(
                                    kafka.open(),
                                    List.of("qq.message.v1", "qq.result.v1", "qq.dead.v1"))) {
                bridge.awaitLine(line -> line.contains("account-1") && line.contains("online"));
                new Control(simulator.controlPort()).message("10001", "4711", "to a pod");
                reader.await("qq.message.v1", seen -> seen.text("text").equals("to a pod"));
                command(kafka, "{\"command\": \"list-contacts\"}");
                reader.await("qq.result.v1", seen -> seen.text("outcome").equals("accepted"));
                command(kafka, "{\"command\": \"send-message\", \"to\": \"4711\"}");
                reader.await("qq.dead.v1", seen -> true);

                Control asked = new Control(management);
                probes().forEach(
                                path ->
                                        assertThat(asked.get(path).path("status").asText())
                                                .isEqualTo("UP"));
                assertThat(asked.get("/console/api/dead-letters")).hasSize(1);
                try (ProgramProcess replay = start(places, "replay")) {
                    assertThat(replay.awaitExit()).as(replay.lines().toString()).isZero();
                    assertThat(String.join("\n", replay.lines())).contains("1 replayed");
                }

                accounts.update(
                        Map.of("accounts.yaml", ONE + "  - {uin: 10002, password: demo}\n"));
                bridge.awaitLine(line -> line.contains("account-2") && line.contains("online"));

                assertThat(stopped(bridge)).isLessThan(grace());
                assertThat(bridge.err())
                        .noneMatch(line -> line.contains("\"ERROR\""))
                        .noneMatch(line -> line.contains(PASSWORD));
            }
        }
    }

    /** As the StatefulSet mounts things, but below the test's folder; gives the accounts' mount. */
    private Mount mounted(GuardedKafka kafka) throws IOException {
        Map<String, String> routes = new HashMap<>();
        for (String route : List.of("commands.yaml", "received.yaml")) {
            routes.put(route, Files.readString(BASE.resolve("routes").resolve(route)));
        }
        String configuration =
                Files.readString(BASE.resolve("application.properties"))
                        .replace("/etc/qq-bridge", pod.resolve("etc").toString())
                        .replace("/var/lib/qq-bridge", pod.resolve("var").toString());
        Mount unused = new Mount(etc("config"), Map.of("application.properties", configuration));
        unused = new Mount(etc("routes"), routes);
        unused = new Mount(etc("kafka"), Map.of("password", PASSWORD));
        unused = new Mount(etc("kafka-ca"), Map.of("ca.crt", kafka.certificate()));
        return new Mount(etc("accounts"), Map.of("accounts.yaml", ONE));
    }

    private Path etc(String name) {
        return pod.resolve("etc").resolve(name);
    }

    private ProgramProcess start(Map<String, String> places, String command) throws IOException {
        return Launch.in(pod)
                .withEnvironment(places)
                .start(
                        command,
                        "--config",
                        etc("config").resolve("application.properties").toString());
    }

    private static void command(GuardedKafka kafka, String json) throws Exception {
        try (var producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", kafka.open()),
                        new StringSerializer(),
                        new StringSerializer())) {
            producer.send(new ProducerRecord<>("qq.command.v1", "10001", json)).get();
        }
    }

    private static JsonNode podSpec() throws IOException {
        return Manifest.yaml(BASE.resolve("statefulset.yaml")).at("/spec/template/spec");
    }

    private static List<String> probes() throws IOException {
        List<String> paths = new ArrayList<>();
        for (JsonNode probe : podSpec().findValues("httpGet")) {
            paths.add(probe.path("path").asText());
        }
        assertThat(paths).hasSize(3);
        return paths;
    }

    private static Duration grace() throws IOException {
        return Duration.ofSeconds(podSpec().path("terminationGracePeriodSeconds").intValue());
    }

    private static Duration stopped(ProgramProcess bridge) throws InterruptedException {
        long start = System.nanoTime();
        bridge.terminate();
        // What a JVM says that was asked to end, and has.
        assertThat(bridge.awaitExit()).isEqualTo(143);
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
