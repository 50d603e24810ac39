package io.qqbridge.program;

import static org.assertj.core.api.Assertions.assertThat;

import io.qqbridge.testing.Ports;
import io.qqbridge.testing.ProgramProcess;
import io.qqbridge.testing.Reader;
import io.qqbridge.testing.Seen;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The program as people start it: as processes. */
class ProgramTest {
    private static final String TEXT = "你好 & a=b, 100% 1+1=2\\n🙂";

    @TempDir private Path folder = Path.of("");
    private final List<ProgramProcess> processes = new ArrayList<>();

    @AfterEach
    void endThem() {
        processes.forEach(ProgramProcess::close);
    }

    @Test
    void brokerSimulatorAndBridgeCarryMessagesBothWays() throws Exception {
        ProgramProcess broker = start("broker", "--port", "0");
        String kafka = broker.awaitGroup("on (127\\.0\\.0\\.1:\\d+)");
        ProgramProcess simulator = startSimulator();
        String control = simulator.awaitGroup("control API on (http://\\S+);");
        ProgramProcess bridge =
                startBridge(kafka, simulator.awaitGroup("gateway on (http://\\S+) "));
        bridge.awaitLine(line -> line.contains("account=account-1 online"));

        post(
                control + "/accounts/10001/messages",
                "{\"from\": \"4711\", \"text\": \"" + TEXT + "\"}");
        assertThat(consume(kafka, "qq.message.v1", "\"4711\"")).contains(TEXT);

        produce(
                kafka,
                "10001",
                "{\"command\":\"send-message\",\"to\":\"10002\",\"text\":\"" + TEXT + "\"}");
        assertThat(consume(kafka, "qq.result.v1", "10001")).contains("\"accepted\"");
        assertThat(get(control + "/accounts/10001/commands")).contains(TEXT);

        bridge.terminate();
        bridge.awaitExit();
        assertThat(bridge.err().getLast()).contains("stopped (the bridge stopped)");
        simulator.terminate();
        broker.terminate();
        simulator.awaitExit();
        broker.awaitExit();
    }

    @Test
    void aBridgeWaitsForAKafkaThatIsAwayAndSaysSoOnce() throws Exception {
        int port = Ports.free();
        ProgramProcess simulator = startSimulator();
        ProgramProcess bridge =
                startBridge("127.0.0.1:" + port, simulator.awaitGroup("gateway on (http://\\S+) "));
        bridge.awaitLine(line -> line.contains("running: "));
        assertThat(bridge.err())
                .filteredOn(line -> line.contains("127.0.0.1:" + port + " cannot be reached"))
                .singleElement()
                .asString()
                .contains("kafka.bootstrap.servers");

        start("broker", "--port", Integer.toString(port));
        bridge.awaitLine(line -> line.contains("account=account-1 online"));
        produce("127.0.0.1:" + port, "10001", "{\"command\":\"list-contacts\"}");
        assertThat(consume("127.0.0.1:" + port, "qq.result.v1", "10001")).contains("\"accepted\"");
    }

    @Test
    void theDemoShowsWhatFlowsAndEndsByItself() throws Exception {
        ProgramProcess demo = start("demo", "--seconds", "10");
        assertThat(demo.awaitExit()).isZero();
        Matcher summary =
                Pattern.compile(
                                "demo ended: (\\d+) messages and (\\d+) presence changes in,"
                                        + " (\\d+) commands out, (\\d+) results")
                        .matcher(String.join("\n", demo.out()));
        assertThat(summary.find()).as(demo.lines().toString()).isTrue();
        for (int group = 1; group <= 4; group++) {
            assertThat(Integer.parseInt(summary.group(group))).isPositive();
        }
        assertThat(demo.out())
                .anyMatch(line -> line.startsWith("QQ -> Kafka  message"))
                .anyMatch(line -> line.startsWith("Kafka -> QQ  command"));
    }

    @Test
    void everyCommandHasHelp() throws Exception {
        for (String command : List.of("run", "demo", "simulator", "broker", "check", "replay")) {
            ProgramProcess help = start(command, "--help");
            assertThat(help.awaitExit()).isZero();
            assertThat(help.out().getFirst()).contains("Usage: qq-bridge " + command);
        }
    }

    private ProgramProcess start(String... arguments) throws IOException {
        ProgramProcess process = ProgramProcess.start(folder, arguments);
        processes.add(process);
        return process;
    }

    private ProgramProcess startSimulator() throws IOException {
        return start("simulator", "--port", "0", "--control-port", "0", "--chatter", "0");
    }

    private ProgramProcess startBridge(String kafka, String gateway) throws IOException {
        Files.writeString(
                folder.resolve("application.properties"),
                """
                qq.gateway.url=%s
                qq.poll.min=100ms
                qq.poll.max=200ms
                qq.management.port=0
                qq.routes.dir=%s
                kafka.bootstrap.servers=%s
                """
                        .formatted(gateway, Path.of("routes").toAbsolutePath(), kafka));
        Files.writeString(
                folder.resolve("accounts.yaml"), "accounts:\n  - {uin: 10001, password: demo}\n");
        return start("run");
    }

    /** The first value on a topic that contains a text. */
    private static String consume(String kafka, String topic, String text) {
        try (Reader reader = Reader.of(kafka, List.of(topic))) {
            return value(reader.await(topic, seen -> value(seen).contains(text)));
        }
    }

    private static String value(Seen seen) {
        return seen.isTombstone() ? "" : new String(seen.bytes(), StandardCharsets.UTF_8);
    }

    private static void produce(String kafka, String key, String value) throws Exception {
        try (var producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", kafka),
                        new StringSerializer(),
                        new StringSerializer())) {
            producer.send(new ProducerRecord<>("qq.command.v1", key, value)).get();
        }
    }

    private static void post(String url, String body) throws Exception {
        assertThat(
                        http(
                                HttpRequest.newBuilder(URI.create(url))
                                        .POST(HttpRequest.BodyPublishers.ofString(body))))
                .doesNotContain("error");
    }

    private static String get(String url) throws Exception {
        return http(HttpRequest.newBuilder(URI.create(url)));
    }

    private static String http(HttpRequest.Builder request) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request.build(), BodyHandlers.ofString()).body();
        }
    }
}
