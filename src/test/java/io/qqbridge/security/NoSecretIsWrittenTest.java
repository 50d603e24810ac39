package io.qqbridge.security;

import static io.qqbridge.security.Planted.PASSWORD;
import static io.qqbridge.security.Planted.TEXT;
import static io.qqbridge.security.Planted.WRONG;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.qqbridge.testing.CommandsInARow;
import io.qqbridge.testing.Control;
import io.qqbridge.testing.Ports;
import io.qqbridge.testing.ProgramProcess;
import io.qqbridge.testing.Reader;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Passwords, their MD5s and what people write are looked for in all that the program writes, while
 * all goes wrong that can, at the finest level of every log.
 */
class NoSecretIsWrittenTest {
    private static final Set<String> CONFIGURATION =
            Set.of("accounts.yaml", "application.properties", "password.txt");
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final Path folder;
    private final ConfigurationFolder configuration;
    private final LoudProcesses processes;

    NoSecretIsWrittenTest(@TempDir Path folder) {
        this.folder = folder;
        configuration = new ConfigurationFolder(folder);
        processes = new LoudProcesses(folder);
    }

    @AfterEach
    void endThem() {
        processes.close();
    }

    @Test
    void neitherPasswordsNorTextsStandAnywhereButWhereTheyBelong() throws Exception {
        int port = Ports.free();
        ProgramProcess broker = startBroker(port);
        ProgramProcess simulator = startSimulator();
        broker.awaitLine(line -> line.contains("for development"));
        Control gateway =
                new Control(
                        Integer.parseInt(
                                simulator.awaitGroup("control API on http://127.0.0.1:(\\d+);")));
        int management = Ports.free();
        ProgramProcess bridge =
                startBridge(simulator.awaitGroup("gateway on (http://\\S+) "), port, management);
        // Most of what follows is waiting, so there is time for it.
        List<String> mistakes = WrongConfiguration.commandsIn(folder);
        ProgramProcess wrong = processes.startInARow("wrong", mistakes);

        somethingIsSaid(gateway, port, "first");
        theLogsAreConfiguredAnew();
        theGatewayFails(gateway, bridge);
        somethingIsSaid(gateway, port, "second");
        ProgramProcess back = kafkaGoesAndComesBack(broker, port, gateway, bridge);
        configuration.accounts("  - {uin: 10001, password:%s}".formatted(WRONG));
        bridge.awaitLine(line -> line.contains("the accounts stay as they were"));
        assertThat(CommandsInARow.said(wrong))
                .hasSameSizeAs(mistakes)
                .allSatisfy(said -> assertThat(said.exit()).as(said.toString()).isEqualTo(1));
        assertThat(gateway.get("/accounts/10001").path("online").booleanValue()).isTrue();
        String shown =
                new Control(management).text("/observe/metrics")
                        + new Control(management).text("/observe/health?data=true");
        allEnd(bridge, simulator, back);

        assertThat(shown).contains("qq_poll_seconds").contains("qq_sessions");
        assertThat(Planted.passwords().text(TEXT).foundIn("what is shown", shown)).isEmpty();
        theSearchFindsWhatIsThere();
        assertThat(written()).isEmpty();
    }

    private ProgramProcess startBroker(int port) throws Exception {
        return processes.start(
                "broker", "broker", "--port", Integer.toString(port), "--dir", "data");
    }

    private ProgramProcess startSimulator() throws Exception {
        return processes.start(
                "simulator",
                ("simulator --port 0 --control-port 0 --chatter 0 --captcha 1"
                                + " --accounts %d --password %s")
                        .formatted(GoodAccounts.ALL, PASSWORD)
                        .split(" "));
    }

    /** Returns when its accounts are what they shall be. */
    private ProgramProcess startBridge(String gateway, int kafka, int management) throws Exception {
        configuration.configure(gateway, kafka, management);
        configuration.accounts(GoodAccounts.lines());
        ProgramProcess bridge = processes.start("run", "run");
        for (int i = 0; i < GoodAccounts.ONLINE; i++) {
            awaitState(bridge, i, "online");
        }
        awaitState(bridge, GoodAccounts.REFUSED, "refused");
        awaitState(bridge, GoodAccounts.CHALLENGED, "challenged");
        return bridge;
    }

    private static void awaitState(ProgramProcess bridge, int account, String state) {
        String wanted = "account=" + GoodAccounts.alias(account) + " " + state;
        bridge.awaitLine(line -> line.contains(wanted));
    }

    /** A message, a command, and a command that is no JSON. */
    private static void somethingIsSaid(Control gateway, int kafkaPort, String number)
            throws Exception {
        String kafka = "127.0.0.1:" + kafkaPort;
        String text = TEXT + " " + number;
        gateway.message("10001", "4711", text);
        try (Reader reader = Reader.of(kafka, List.of("qq.message.v1", "qq.result.v1"));
                var producer =
                        new KafkaProducer<>(
                                Map.of("bootstrap.servers", kafka),
                                new StringSerializer(),
                                new StringSerializer())) {
            reader.await("qq.message.v1", seen -> seen.text("text").equals(text));
            String command = "{\"command\": \"send-message\", \"to\": \"10002\", \"text\": \"%s\"}";
            var place =
                    producer.send(
                                    new ProducerRecord<>(
                                            "qq.command.v1", "10001", command.formatted(text)))
                            .get();
            producer.send(new ProducerRecord<>("qq.command.v1", "10001", "{" + text)).get();
            reader.await(
                    "qq.result.v1",
                    seen ->
                            "qq.command.v1-%d-%d"
                                    .formatted(place.partition(), place.offset())
                                    .equals(seen.header("ce_causationid")));
        }
    }

    /** A rereading of logback's configuration takes away what was added to it by hand. */
    private void theLogsAreConfiguredAnew() throws Exception {
        processes.configure("run", "AGAIN ");
        await().atMost(PATIENCE)
                .until(() -> Files.readString(processes.log("run")).contains("AGAIN "));
    }

    private static void theGatewayFails(Control gateway, ProgramProcess bridge) {
        EveryFault fault = new EveryFault(gateway);
        fault.strikesWhatIsFetched(TEXT + " while all fails");
        fault.strikesLogins();
        awaitState(bridge, 1, "reconnecting");
    }

    /** Something is said meanwhile; returns the new broker. */
    private ProgramProcess kafkaGoesAndComesBack(
            ProgramProcess broker, int port, Control gateway, ProgramProcess bridge)
            throws Exception {
        broker.close();
        gateway.message("10001", "4711", TEXT + " third");
        bridge.awaitLine(line -> line.contains("Kafka does not take"));
        ProgramProcess back = startBroker(port);
        bridge.awaitLine(line -> line.contains("Kafka takes what was received again"));
        try (Reader reader = Reader.of("127.0.0.1:" + port, List.of("qq.message.v1"))) {
            reader.await("qq.message.v1", seen -> seen.text("text").endsWith("third"));
        }
        return back;
    }

    /** The bridge before the others, for one that stops still writes to Kafka. */
    private static void allEnd(ProgramProcess bridge, ProgramProcess... others) throws Exception {
        bridge.terminate();
        bridge.awaitExit();
        for (ProgramProcess process : others) {
            process.terminate();
        }
        for (ProgramProcess process : others) {
            process.awaitExit();
        }
    }

    /** Otherwise nothing found would say nothing. */
    private void theSearchFindsWhatIsThere() throws Exception {
        Path messages = folder.resolve("data/qq.message.v1-0");
        assertThat(Planted.texts().foundBelow(messages, Set.of())).isNotEmpty();
        Path wrong = folder.resolve("wrong0");
        assertThat(Planted.passwords().foundBelow(wrong, Set.of())).isNotEmpty();
        for (String wanted :
                List.of("TRACE org.apache.kafka", "DEBUG org.apache.camel", "AGAIN ")) {
            assertThat(new Canary().text(wanted).foundIn("run.log", processes.log("run")))
                    .isNotEmpty();
        }
    }

    /** What was found where it does not belong. */
    private List<String> written() throws Exception {
        List<String> found = Planted.passwords().foundBelow(folder, CONFIGURATION);
        found.addAll(
                new Canary().text("DEBUG org.apache.hc").foundIn("run.log", processes.log("run")));
        // The journal keeps answers as they came; a segment stays until the next one is begun.
        found.addAll(Planted.texts().foundBelow(folder, Set.of("data", "journal")));
        for (String said : processes.said()) {
            found.addAll(Planted.passwords().text(TEXT).foundIn("what was said", said));
        }
        return found;
    }
}
