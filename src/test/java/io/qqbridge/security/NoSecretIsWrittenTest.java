package io.qqbridge.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.qqbridge.testing.CommandsInARow;
import io.qqbridge.testing.Control;
import io.qqbridge.testing.Launch;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Passwords, their MD5s and what people write are looked for in all that the program writes, while
 * all goes wrong that can, at the finest level of every log.
 */
class NoSecretIsWrittenTest {
    private static final String PASSWORD = "Zaunkoenig-7h3-p4ss";
    private static final String WRONG = "Rotkehlchen-wr0ng-p4ss";
    private static final String TEXT = "grasmuecke-8731-singt";
    private static final Set<String> CONFIGURATION =
            Set.of("accounts.yaml", "application.properties", "password.txt");
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    /** All that the simulator can do wrong; each strikes an account of its own. */
    private static final List<String> FAULTS =
            List.of(
                    "error",
                    "close",
                    "garbage",
                    "html",
                    "empty",
                    "huge",
                    "slow",
                    "lost",
                    "half",
                    "wrong-seq",
                    "wrong-uin",
                    "wrong-count");

    private static final int GOOD = FAULTS.size();
    private static final int WRONG_CONFIGURATIONS = 11;

    @TempDir private Path folder = Path.of("");
    private final List<ProgramProcess> processes = new ArrayList<>();

    @AfterEach
    void endThem() {
        processes.forEach(ProgramProcess::close);
    }

    @Test
    void neitherPasswordsNorTextsStandAnywhereButWhereTheyBelong() throws Exception {
        String port = Integer.toString(SecureKafka.freePort());
        ProgramProcess broker = start("broker", "broker", "--port", port, "--dir", "data");
        ProgramProcess simulator =
                start(
                        "simulator",
                        ("simulator --port 0 --control-port 0 --chatter 0 --captcha 1"
                                        + " --accounts "
                                        + (GOOD + 2)
                                        + " --password "
                                        + PASSWORD)
                                .split(" "));
        broker.awaitLine(line -> line.contains("for development"));
        Control gateway =
                new Control(
                        Integer.parseInt(
                                simulator.awaitGroup("control API on http://127.0.0.1:(\\d+);")));
        int management = SecureKafka.freePort();
        configure(folder, simulator.awaitGroup("gateway on (http://\\S+) "), port, management);
        accounts(folder, goodAccounts());
        ProgramProcess bridge = start("run", "run");
        for (int i = 1; i <= GOOD; i++) {
            String online = "account-%d: online".formatted(i);
            bridge.awaitLine(line -> line.contains(online));
        }
        bridge.awaitLine(line -> line.contains("account-%d: refused".formatted(GOOD + 1)));
        bridge.awaitLine(line -> line.contains("account-%d: challenged".formatted(GOOD + 2)));
        // Most of what follows is waiting, so there is time for it.
        ProgramProcess wrong = theConfigurationIsWrong();

        String kafka = "127.0.0.1:" + port;
        somethingIsSaid(gateway, kafka, "first");
        theLogsAreConfiguredAnew();
        theGatewayFails(gateway, bridge);
        somethingIsSaid(gateway, kafka, "second");
        broker.close();
        gateway.message("10001", "4711", TEXT + " third");
        bridge.awaitLine(line -> line.contains("Kafka does not take"));
        ProgramProcess back = start("broker", "broker", "--port", port, "--dir", "data");
        bridge.awaitLine(line -> line.contains("Kafka takes what was received again"));
        try (Reader reader = Reader.of(kafka, List.of("qq.message.v1"))) {
            reader.await("qq.message.v1", seen -> seen.text("text").endsWith("third"));
        }
        accounts(folder, "  - {uin: 10001, password:%s}".formatted(WRONG));
        bridge.awaitLine(line -> line.contains("the accounts stay as they were"));
        assertThat(CommandsInARow.said(wrong))
                .hasSize(WRONG_CONFIGURATIONS)
                .allSatisfy(said -> assertThat(said.exit()).as(said.toString()).isEqualTo(1));
        assertThat(gateway.get("/accounts/10001").path("online").booleanValue()).isTrue();
        String shown =
                new Control(management).text("/observe/metrics")
                        + new Control(management).text("/observe/health?data=true");
        List<ProgramProcess> ending = List.of(bridge, simulator, back);
        // A bridge that stops still writes to Kafka.
        bridge.terminate();
        bridge.awaitExit();
        for (ProgramProcess process : ending) {
            process.terminate();
        }
        for (ProgramProcess process : ending) {
            process.awaitExit();
        }

        Canary secrets = new Canary().password(PASSWORD).password(WRONG);
        assertThat(shown).contains("qq_poll_seconds").contains("qq_sessions");
        assertThat(secrets.text(TEXT).foundIn("what is shown", shown)).isEmpty();
        assertThat(written()).isEmpty();
    }

    /** What was found where it does not belong; the search itself is tried on what is there. */
    private List<String> written() throws Exception {
        Canary secrets = new Canary().password(PASSWORD).password(WRONG);
        Canary texts = new Canary().text(TEXT);
        assertThat(texts.foundBelow(folder.resolve("data/qq.message.v1-0"), Set.of())).isNotEmpty();
        assertThat(secrets.foundBelow(folder.resolve("wrong0"), Set.of())).isNotEmpty();
        Path log = folder.resolve("run.log");
        for (String wanted :
                List.of("TRACE org.apache.kafka", "DEBUG org.apache.camel", "AGAIN ")) {
            assertThat(new Canary().text(wanted).foundIn("run.log", log)).isNotEmpty();
        }
        List<String> found = secrets.foundBelow(folder, CONFIGURATION);
        found.addAll(new Canary().text("DEBUG org.apache.hc").foundIn("run.log", log));
        // The journal keeps answers as they came; a segment stays until the next one is begun.
        found.addAll(texts.foundBelow(folder, Set.of("data", "journal")));
        for (ProgramProcess process : processes) {
            String said = String.join("\n", process.lines());
            found.addAll(secrets.foundIn("what was said", said));
            found.addAll(texts.foundIn("what was said", said));
        }
        return found;
    }

    private static void somethingIsSaid(Control gateway, String kafka, String number)
            throws Exception {
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
        logTo("run", "AGAIN ");
        await().atMost(PATIENCE)
                .until(() -> Files.readString(folder.resolve("run.log")).contains("AGAIN "));
    }

    /** Every fault once in what is fetched, and once in a login, after a session that ended. */
    private static void theGatewayFails(Control gateway, ProgramProcess bridge) {
        gateway.put("/faults", faultsOf("GetMsgEx"));
        for (int i = 0; i < GOOD; i++) {
            gateway.message(uin(i), "4711", TEXT + " while all fails");
        }
        awaitStruck(gateway);
        gateway.put("/faults", faultsOf("Login"));
        for (int i = 0; i < GOOD; i++) {
            gateway.post("/accounts/%s/kick".formatted(uin(i)), "");
        }
        awaitStruck(gateway);
        bridge.awaitLine(line -> line.contains("account-2: reconnecting"));
    }

    private static String faultsOf(String command) {
        List<String> faults = new ArrayList<>();
        for (int i = 0; i < GOOD; i++) {
            faults.add(
                    "{\"kind\": \"%s\", \"command\": \"%s\", \"account\": \"%s\", \"times\": 1}"
                            .formatted(FAULTS.get(i), command, uin(i)));
        }
        return "[" + String.join(",", faults) + "]";
    }

    /** Waits until all has gone wrong and is well again. */
    private static void awaitStruck(Control gateway) {
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> {
                            assertThat(gateway.get("/faults"))
                                    .hasSize(GOOD)
                                    .allMatch(fault -> fault.path("struck").asInt() == 1);
                            for (int i = 0; i < GOOD; i++) {
                                var account = gateway.get("/accounts/" + uin(i));
                                assertThat(account.path("online").booleanValue()).isTrue();
                                assertThat(account.path("queued").asInt(-1)).isZero();
                            }
                        });
    }

    private static String uin(int account) {
        return Integer.toString(10001 + account);
    }

    /** Secrets at wrong places: nobody repeats them, whether the mistake is found or not. */
    private ProgramProcess theConfigurationIsWrong() throws Exception {
        List<String> accounts =
                List.of(
                        "  - {uin: 10001, password:%s}".formatted(PASSWORD),
                        "  - {uin: 10001, %s}".formatted(PASSWORD),
                        "  - {uin: 10001, password: [%s".formatted(PASSWORD),
                        "  - {uin: 10001, password-file: %s}".formatted(PASSWORD),
                        "  - {uin: 10001, password-md5: %s}".formatted(PASSWORD),
                        "  - {uin: %s, password: demo}".formatted(PASSWORD),
                        "  - {uin: 10001, password: demo, state: %s}".formatted(PASSWORD),
                        goodAccounts(),
                        goodAccounts(),
                        goodAccounts(),
                        goodAccounts());
        String jaas =
                "kafka.security.protocol=SASL_PLAINTEXT\nkafka.sasl.mechanism=PLAIN\n"
                        + "kafka.sasl.jaas.config=org.apache.kafka.common.security.plain."
                        + "PlainLoginModule required username=\"me\" password=\"";
        Map<Integer, String> properties =
                Map.of(
                        7, "qq.gateway.url=http://me:" + PASSWORD + "@host name:80",
                        8, jaas + PASSWORD + "\";",
                        9, jaas + "x\" " + PASSWORD + ";",
                        10,
                                "kafka.security.protocol=SSL\nkafka.ssl.keystore.password="
                                        + PASSWORD
                                        + "\nkafka.ssl.keystore.location=nowhere.p12");
        assertThat(accounts).hasSize(WRONG_CONFIGURATIONS);
        List<String> commands = new ArrayList<>();
        for (int i = 0; i < accounts.size(); i++) {
            Path place = Files.createDirectories(folder.resolve("wrong" + i));
            configure(place, "http://127.0.0.1:1", Integer.toString(SecureKafka.freePort()), 0);
            Path file = place.resolve("application.properties");
            Files.writeString(file, Files.readString(file) + properties.getOrDefault(i, ""));
            accounts(place, accounts.get(i));
            commands.add((i % 2 == 0 ? "check" : "run") + " --config " + file);
        }
        ProgramProcess process = CommandsInARow.start(logging("wrong"), commands);
        processes.add(process);
        return process;
    }

    /**
     * With all that it logs in a file of this name, and what the bridge says of itself as usual.
     */
    private ProgramProcess start(String name, String... arguments) throws Exception {
        ProgramProcess process = logging(name).start(arguments);
        processes.add(process);
        return process;
    }

    private Launch logging(String name) throws Exception {
        logTo(name, "");
        return Launch.in(folder)
                .withEnvironment(
                        Map.of(
                                "JDK_JAVA_OPTIONS",
                                "-Dlogback.configurationFile="
                                        + folder.resolve(name + ".xml").toAbsolutePath()));
    }

    private void logTo(String name, String mark) throws Exception {
        Files.writeString(
                folder.resolve(name + ".xml"),
                """
                <configuration scan="true" scanPeriod="200 milliseconds">
                  <appender name="console" class="ch.qos.logback.core.ConsoleAppender">
                    <encoder><pattern>MARK%level %msg%n</pattern></encoder>
                  </appender>
                  <appender name="file" class="ch.qos.logback.core.FileAppender">
                    <file>FOLDER/NAME.log</file>
                    <encoder><pattern>MARK%level %logger %msg%n%ex</pattern></encoder>
                  </appender>
                  <logger name="qq" level="TRACE"><appender-ref ref="console"/></logger>
                  <root level="TRACE"><appender-ref ref="file"/></root>
                </configuration>
                """
                        .replace("MARK", mark)
                        .replace("FOLDER", folder.toAbsolutePath().toString())
                        .replace("NAME", name));
    }

    /** The good ones, one that is refused, and one that shall read a picture. */
    private static String goodAccounts() throws Exception {
        String md5 = Canary.md5(PASSWORD);
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < GOOD + 2; i++) {
            String secret =
                    i == 1
                            ? "password-md5: " + md5.toUpperCase(Locale.ROOT)
                            : "password: " + (i == GOOD ? WRONG : PASSWORD);
            lines.append("  - {uin: %s, %s}%n".formatted(uin(i), secret));
        }
        return lines.toString();
    }

    private static void accounts(Path place, String lines) throws Exception {
        Files.writeString(place.resolve("accounts.yaml"), "accounts:\n" + lines + "\n");
    }

    private static void configure(Path place, String gateway, String kafkaPort, int management)
            throws Exception {
        Files.writeString(
                place.resolve("application.properties"),
                """
                qq.gateway.url=%s
                qq.poll.min=50ms
                qq.poll.max=200ms
                qq.management.port=%d
                qq.topics.partitions=1
                qq.routes.dir=%s
                kafka.bootstrap.servers=127.0.0.1:%s
                """
                        .formatted(
                                gateway,
                                management,
                                Path.of("routes").toAbsolutePath(),
                                kafkaPort));
    }
}
