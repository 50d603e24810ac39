package io.qqbridge.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.qqbridge.testing.Control;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
        broker.awaitLine(line -> line.contains("for development"));
        ProgramProcess simulator =
                start(
                        "simulator",
                        ("simulator --port 0 --control-port 0 --chatter 0 --accounts 4 --captcha 1"
                                        + " --password "
                                        + PASSWORD)
                                .split(" "));
        Control gateway =
                new Control(
                        Integer.parseInt(
                                found(simulator, "control API on http://127.0.0.1:(\\d+);")));
        int management = SecureKafka.freePort();
        configure(folder, found(simulator, "gateway on (http://\\S+) "), port, management);
        accounts(folder, goodAccounts());
        ProgramProcess bridge = start("run", "run");
        bridge.awaitLine(line -> line.contains("account-1: online"));
        bridge.awaitLine(line -> line.contains("account-2: online"));
        bridge.awaitLine(line -> line.contains("account-3: refused"));
        bridge.awaitLine(line -> line.contains("account-4: challenged"));

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
        theConfigurationIsWrong(gateway);
        accounts(folder, "  - {uin: 10001, password:%s}".formatted(WRONG));
        bridge.awaitLine(line -> line.contains("the accounts stay as they were"));
        String shown =
                new Control(management).text("/observe/metrics")
                        + new Control(management).text("/observe/health?data=true");
        for (ProgramProcess process : List.of(bridge, simulator, back)) {
            process.terminate();
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
        assertThat(texts.foundBelow(folder.resolve("data"), Set.of())).isNotEmpty();
        assertThat(secrets.foundBelow(folder, Set.of())).isNotEmpty();
        assertThat(Files.readString(folder.resolve("run.log")))
                .contains("TRACE org.apache.kafka", "DEBUG org.apache.camel", "AGAIN ")
                .doesNotContain("DEBUG org.apache.hc");
        List<String> found = secrets.foundBelow(folder, CONFIGURATION);
        found.addAll(texts.foundBelow(folder, Set.of("data")));
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

    /** Every fault once in what is fetched, and some in logins, after a session that ended. */
    private static void theGatewayFails(Control gateway, ProgramProcess bridge) {
        List<String> faults = new ArrayList<>();
        for (String kind :
                List.of(
                        "error",
                        "close",
                        "garbage",
                        "html",
                        "empty",
                        "slow",
                        "lost",
                        "half",
                        "wrong-seq",
                        "wrong-uin",
                        "wrong-count")) {
            faults.add(
                    "{\"kind\": \"%s\", \"command\": \"GetMsgEx\", \"account\": \"10001\", \"times\": 1}"
                            .formatted(kind));
        }
        for (String kind : List.of("half", "html")) {
            faults.add(
                    "{\"kind\": \"%s\", \"command\": \"Login\", \"account\": \"10002\", \"times\": 1}"
                            .formatted(kind));
        }
        gateway.put("/faults", "[" + String.join(",", faults) + "]");
        gateway.message("10001", "4711", TEXT + " while all fails");
        gateway.post("/accounts/10002/kick", "");
        await().atMost(PATIENCE)
                .until(
                        () ->
                                gateway.get("/accounts/10001").path("online").booleanValue()
                                        && gateway.get("/accounts/10002")
                                                .path("online")
                                                .booleanValue()
                                        && gateway.get("/accounts/10001").path("queued").asInt(-1)
                                                == 0);
        bridge.awaitLine(line -> line.contains("account-2: reconnecting"));
    }

    /** Secrets at wrong places: nobody repeats them, whether the mistake is found or not. */
    private void theConfigurationIsWrong(Control gateway) throws Exception {
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
        List<ProgramProcess> checks = new ArrayList<>();
        for (int i = 0; i < accounts.size(); i++) {
            Path place = Files.createDirectories(folder.resolve("wrong" + i));
            configure(place, "http://127.0.0.1:1", Integer.toString(SecureKafka.freePort()), 0);
            Files.writeString(
                    place.resolve("application.properties"),
                    Files.readString(place.resolve("application.properties"))
                            + properties.getOrDefault(i, ""));
            accounts(place, accounts.get(i));
            checks.add(
                    start(
                            "wrong" + i,
                            i % 2 == 0 ? "check" : "run",
                            "--config",
                            place.resolve("application.properties").toString()));
        }
        for (int i = 0; i < checks.size(); i++) {
            ProgramProcess check = checks.get(i);
            assertThat(check.awaitExit()).as(i + ": " + check.lines()).isEqualTo(1);
        }
        assertThat(gateway.get("/accounts/10001").path("online").booleanValue()).isTrue();
    }

    /**
     * With all that it logs in a file of this name, and what the bridge says of itself as usual.
     */
    private ProgramProcess start(String name, String... arguments) throws Exception {
        logTo(name, "");
        ProgramProcess process =
                ProgramProcess.start(
                        folder,
                        Map.of(
                                "JDK_JAVA_OPTIONS",
                                "-Dlogback.configurationFile="
                                        + folder.resolve(name + ".xml").toAbsolutePath()),
                        arguments);
        processes.add(process);
        return process;
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

    private static String goodAccounts() throws Exception {
        return """
          - {uin: 10001, password: %s}
          - {uin: 10002, password-md5: %s}
          - {uin: 10003, password: %s}
          - {uin: 10004, password: %s}
        """
                .formatted(
                        PASSWORD, Canary.md5(PASSWORD).toUpperCase(Locale.ROOT), WRONG, PASSWORD);
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

    private static String found(ProgramProcess process, String pattern) {
        Pattern wanted = Pattern.compile(pattern);
        Matcher matcher = wanted.matcher(process.awaitLine(line -> wanted.matcher(line).find()));
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }
}
