package io.qqbridge.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.qqbridge.app.Settings;
import io.qqbridge.app.kafka.KafkaClients;
import io.qqbridge.app.kafka.KafkaCluster;
import io.qqbridge.app.kafka.KafkaCluster.Reached;
import io.qqbridge.app.kafka.Topics;
import io.qqbridge.simulator.Simulator;
import io.qqbridge.simulator.SimulatorOptions;
import io.qqbridge.testing.CommandsInARow;
import io.qqbridge.testing.CommandsInARow.Said;
import io.qqbridge.testing.Control;
import io.qqbridge.testing.Launch;
import io.qqbridge.testing.Ports;
import io.qqbridge.testing.ProgramProcess;
import io.qqbridge.testing.Reader;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The bridge and a Kafka that wants TLS and a password. */
@TestInstance(Lifecycle.PER_CLASS)
class SecureKafkaTest {
    private static final String PASSWORD = "k4fk4-p4ssw0rd";
    private static final String TRUSTSTORE = "kafka.ssl.truststore.location";
    private static final String JAAS = "kafka.sasl.jaas.config";
    private static final String LOGIN =
            "org.apache.kafka.common.security.plain.PlainLoginModule required"
                    + " username=\"bridge\" password=\"%s\";";

    private final Path folder;
    private final Certificates ours;
    private final Certificates others;
    private final SecureKafka kafka;
    private final Simulator simulator;
    private final ProgramProcess refused;

    SecureKafkaTest(@TempDir Path folder) throws Exception {
        this.folder = folder;
        var made = CompletableFuture.supplyAsync(() -> certificates(folder, "others"));
        ours = certificates(folder, "ours");
        others = made.join();
        kafka = new SecureKafka(folder.resolve("kafka"), ours, PASSWORD, Ports.free());
        simulator =
                Simulator.start(
                        SimulatorOptions.defaults().withPorts(0, 0).withChatterPerSecond(0));
        Files.writeString(
                folder.resolve("accounts.yaml"), "accounts:\n  - {uin: 10001, password: demo}\n");
        refused = CommandsInARow.start(Launch.in(folder), refusedCommands());
    }

    private static Certificates certificates(Path folder, String authority) {
        try {
            return Certificates.in(folder, authority);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** What must be refused, as {@link #isRefusedWith} expects it: both commands of each. */
    private List<String> refusedCommands() throws Exception {
        Map<String, String> withoutTls = right();
        withoutTls.keySet().removeIf(key -> key.startsWith("kafka.s"));
        List<String> commands = new ArrayList<>();
        for (Map<String, String> settings :
                List.of(
                        right(TRUSTSTORE, others.truststore().toString()),
                        right(JAAS, LOGIN.formatted("wr0ng-p4ssw0rd")),
                        withoutTls)) {
            Path file = folder.resolve("refused%d.properties".formatted(commands.size()));
            write(file, settings);
            commands.add("check --config " + file);
            commands.add("run --config " + file);
        }
        return commands;
    }

    @AfterAll
    void stop() {
        refused.close();
        simulator.close();
        kafka.close();
    }

    @Test
    void messagesAndCommandsFlowThroughIt() throws Exception {
        configure(right());
        try (ProgramProcess check = ProgramProcess.start(folder, "check")) {
            assertThat(check.awaitExit()).as(check.lines().toString()).isZero();
        }
        try (ProgramProcess bridge = ProgramProcess.start(folder, "run")) {
            bridge.awaitLine(line -> line.contains("account=account-1 online"));
            new Control(simulator.controlPort()).message("10001", "4711", "over TLS");
            try (Reader reader = Reader.of(kafka.open(), List.of("qq.message.v1", "qq.result.v1"));
                    var producer =
                            new KafkaProducer<>(
                                    Map.of("bootstrap.servers", kafka.open()),
                                    new StringSerializer(),
                                    new StringSerializer())) {
                reader.await("qq.message.v1", seen -> seen.text("text").equals("over TLS"));
                producer.send(
                                new ProducerRecord<>(
                                        "qq.command.v1",
                                        "10001",
                                        "{\"command\": \"list-contacts\"}"))
                        .get();
                reader.await("qq.result.v1", seen -> seen.text("outcome").equals("accepted"));
            }
        }
    }

    @Test
    void aBrokerOfAnotherAuthorityIsNotTrusted() throws Exception {
        isRefusedWith(0, "not signed by an authority that is trusted here", TRUSTSTORE);
    }

    @Test
    void aWrongPasswordIsRefusedAndNotRepeated() throws Exception {
        isRefusedWith(1, "refuses the user or the password", JAAS);
    }

    @Test
    void aBridgeWithoutTlsIsToldThatThereIsTls() throws Exception {
        isRefusedWith(2, "speaks TLS", "kafka.security.protocol");
    }

    @Test
    void aBridgeWithTlsIsToldThatThereIsNone() throws Exception {
        assertThat(reason("kafka.bootstrap.servers", kafka.open()))
                .contains("no TLS", "mend kafka.security.protocol");
    }

    @Test
    void aLoginThatCannotBeReadIsNotQuoted() throws Exception {
        for (String login :
                List.of(
                        "org.example.Nothing " + LOGIN.formatted(PASSWORD),
                        PASSWORD + " required;",
                        LOGIN.formatted("a\" " + PASSWORD),
                        "PlainLoginModule required password=" + PASSWORD)) {
            assertThat(reason(JAAS, login)).contains("cannot be read or used", "mend " + JAAS);
        }
    }

    @Test
    void aMissingTruststoreIsNamed() throws Exception {
        assertThat(reason(TRUSTSTORE, "nowhere.p12"))
                .contains("nowhere.p12", "no such file", "mend kafka.ssl.");
    }

    @Test
    void aTruststoreThatDoesNotOpenIsNamedWithoutItsPassword() throws Exception {
        assertThat(reason("kafka.ssl.truststore.password", PASSWORD))
                .contains("ours-truststore.p12", "password", "mend kafka.ssl.");
    }

    @Test
    void aMechanismThatTheBrokerDoesNotTakeIsNamed() throws Exception {
        String scram = LOGIN.formatted(PASSWORD).replace("plain.Plain", "scram.Scram");
        assertThat(reason("kafka.sasl.mechanism", "SCRAM-SHA-512", JAAS, scram))
                .contains("SCRAM-SHA-512", "mend kafka.sasl.mechanism");
    }

    /** What both commands would say, without a process for each. */
    private String reason(String... changes) throws Exception {
        configure(right(changes));
        Settings settings = Settings.read(folder.resolve("application.properties"), Map.of());
        KafkaCluster cluster =
                new KafkaCluster(new KafkaClients(settings.kafka()), new Topics("qq."), 1);
        return switch (cluster.reach(Duration.ofSeconds(3))) {
            case Reached.Never never -> {
                String line = never.reason() + "; mend " + never.keys();
                assertThat(line).doesNotContain("Exception", PASSWORD);
                yield line;
            }
            case Reached other -> throw new AssertionError("not refused: " + other);
        };
    }

    @Test
    void oneThatComesLaterAndIsNotTrustedIsReportedOnce() throws Exception {
        int port = Ports.free();
        configure(
                right(
                        TRUSTSTORE,
                        others.truststore().toString(),
                        "kafka.bootstrap.servers",
                        "127.0.0.1:" + port));
        try (ProgramProcess bridge = ProgramProcess.start(folder, "run")) {
            bridge.awaitLine(line -> line.contains("running: "));
            try (SecureKafka late = new SecureKafka(folder.resolve("late"), ours, PASSWORD, port)) {
                bridge.awaitLine(line -> line.contains("commands cannot be read from Kafka"));
                bridge.awaitLine(line -> line.contains("cannot be reached: its certificate"));
                assertThat(late.secured()).endsWith(":" + port);
                bridge.terminate();
                bridge.awaitExit();
            }
            assertThat(bridge.err())
                    .filteredOn(line -> !line.contains(" INFO "))
                    .satisfiesExactlyInAnyOrder(
                            line -> assertThat(line).contains("it does not answer"),
                            line -> assertThat(line).contains("nothing is fetched", TRUSTSTORE),
                            line -> assertThat(line).contains("commands cannot be", TRUSTSTORE));
        }
    }

    /** Both commands say it in a line and end; neither says more. */
    private void isRefusedWith(int place, String reason, String key) throws Exception {
        List<Said> said = CommandsInARow.said(refused);
        Said check = said.get(2 * place);
        Said run = said.get(2 * place + 1);
        assertThat(check.exit()).as(check.toString()).isEqualTo(1);
        assertThat(check.err()).isEmpty();
        assertThat(check.out())
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("configuration  ok"),
                        line -> isTheLine(line, "Kafka  ", reason, key),
                        line -> assertThat(line).startsWith("gateway        ok"));
        assertThat(run.exit()).as(run.toString()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).satisfiesExactly(line -> isTheLine(line, "qq-bridge: ", reason, key));
    }

    private static void isTheLine(String line, String start, String reason, String key) {
        assertThat(line)
                .startsWith(start)
                .contains("127.0.0.1:", reason, "mend " + key)
                .doesNotContain("Exception", PASSWORD, "wr0ng-p4ssw0rd");
    }

    /** The five lines of the README, as anybody would copy them. */
    private static Map<String, String> readmesOwn() throws Exception {
        Map<String, String> lines = new LinkedHashMap<>();
        Pattern setting = Pattern.compile("^(kafka\\.s[a-z.]+)=(.*)$", Pattern.MULTILINE);
        Matcher matcher = setting.matcher(Files.readString(Path.of("README.md")));
        while (matcher.find()) {
            lines.put(matcher.group(1), matcher.group(2));
        }
        assertThat(lines).hasSize(5);
        return lines;
    }

    private Map<String, String> right(String... changes) throws Exception {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("qq.gateway.url", "http://127.0.0.1:" + simulator.port());
        settings.put("qq.management.port", "0");
        settings.put("qq.routes.dir", Path.of("routes").toAbsolutePath().toString());
        settings.put("kafka.bootstrap.servers", kafka.secured());
        readmesOwn().forEach((key, value) -> settings.put(key, value.replace("…", PASSWORD)));
        settings.put(TRUSTSTORE, ours.truststore().toString());
        settings.put("kafka.ssl.truststore.password", Certificates.PASSWORD);
        for (int i = 0; i < changes.length; i += 2) {
            settings.put(changes[i], changes[i + 1]);
        }
        return settings;
    }

    private void configure(Map<String, String> settings) throws Exception {
        write(folder.resolve("application.properties"), settings);
    }

    private static void write(Path file, Map<String, String> settings) throws Exception {
        List<String> lines = new ArrayList<>();
        settings.forEach((key, value) -> lines.add(key + "=" + value));
        Files.write(file, lines);
    }
}
