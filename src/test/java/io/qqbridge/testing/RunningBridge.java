package io.qqbridge.testing;

import com.fasterxml.jackson.databind.JsonNode;

import io.qqbridge.app.Bridge;
import io.qqbridge.app.Key;
import io.qqbridge.app.Settings;
import io.qqbridge.app.kafka.Topics;
import io.qqbridge.event.EventKind;
import io.qqbridge.simulator.Simulator;
import io.qqbridge.simulator.SimulatorOptions;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A bridge between a simulated gateway and the tests' broker, configured by files as anybody's is.
 * It polls and asks for lists as fast as is sensible, has two partitions a topic, no metrics and no
 * port of its own unless a setting says otherwise.
 */
public final class RunningBridge implements AutoCloseable {
    private final KafkaForTests kafka;
    private final Simulator simulator;
    private final Control control;
    private final Topics topics;
    private final Path folder;
    private final Reader reader;
    private @Nullable Bridge bridge;

    private RunningBridge(Plan plan) throws Exception {
        kafka = plan.kafka;
        topics = new Topics(plan.prefix);
        folder = Files.createTempDirectory("qq-bridge-test");
        simulator = Simulator.start(plan.options);
        control = new Control(simulator.controlPort());
        Properties properties = new Properties();
        properties.putAll(plan.settings);
        properties.setProperty(
                Key.GATEWAY_URL.key(), "http://127.0.0.1:%d".formatted(simulator.port()));
        try (var file = Files.newBufferedWriter(folder.resolve("application.properties"))) {
            properties.store(file, null);
        }
        writeAccounts(plan.accountsFrom(simulator));
        start();
        reader = kafka.read(topics.all());
    }

    /** The start of a bridge's description, which {@link Plan#start} ends. */
    public static Plan on(KafkaForTests kafka) {
        return new Plan(kafka);
    }

    /** What a bridge and its gateway shall be like. */
    public static final class Plan {
        private final KafkaForTests kafka;
        private final String prefix;
        private final Map<String, String> settings = new LinkedHashMap<>();
        private SimulatorOptions options =
                SimulatorOptions.defaults()
                        .withPorts(0, 0)
                        .withAccounts(2)
                        .withContactsPerAccount(2)
                        .withChatterPerSecond(0);
        private int configured = Integer.MAX_VALUE;

        private Plan(KafkaForTests kafka) {
            this.kafka = kafka;
            this.prefix = kafka.newPrefix();
            setting(Key.KAFKA_BOOTSTRAP_SERVERS, kafka.bootstrapServers());
            setting(Key.TOPICS_PREFIX, prefix);
            setting(Key.TOPICS_PARTITIONS, "2");
            setting(Key.COMMAND_GROUP, prefix + "bridge");
            setting(Key.POLL_MIN, "20ms");
            setting(Key.POLL_MAX, "100ms");
            setting(Key.PRESENCE_INTERVAL, "500ms");
            setting(Key.ROSTER_INTERVAL, "500ms");
            setting(Key.MANAGEMENT_PORT, "0");
        }

        /** The prefix that its topics will have. */
        public String prefix() {
            return prefix;
        }

        /** With this setting. */
        public Plan setting(Key key, String value) {
            settings.put(key.key(), value);
            return this;
        }

        /** With another gateway: by default two accounts with two silent contacts each. */
        public Plan gateway(UnaryOperator<SimulatorOptions> change) {
            options = change.apply(options);
            return this;
        }

        /** With only the first accounts of the gateway in its configuration. */
        public Plan configuring(int accounts) {
            configured = accounts;
            return this;
        }

        private List<String> accountsFrom(Simulator simulator) {
            List<String> all = simulator.accounts();
            return all.subList(0, Math.min(configured, all.size()));
        }

        /** Starts it; returns when its routes run and its sessions begin. */
        public RunningBridge start() throws Exception {
            return new RunningBridge(this);
        }
    }

    /** Starts the bridge again after {@link #stop}; everything else has gone on. */
    public void start() throws Exception {
        bridge = Bridge.start(Settings.read(folder.resolve("application.properties"), Map.of()));
    }

    /** Stops the bridge alone. */
    public void stop() {
        if (bridge != null) {
            bridge.close();
            bridge = null;
        }
    }

    /** Makes these the accounts in {@code accounts.yaml}, with the gateway's password. */
    public void writeAccounts(List<String> uins) {
        writeAccountsFile(
                uins.stream()
                        .map(uin -> "  - {uin: \"%s\", password: demo}%n".formatted(uin))
                        .collect(
                                Collectors.joining(
                                        "",
                                        uins.isEmpty() ? "accounts: []\n" : "accounts:\n",
                                        "")));
    }

    /** Makes this the content of {@code accounts.yaml}. */
    public void writeAccountsFile(String yaml) {
        try {
            Files.writeString(folder.resolve("accounts.yaml"), yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The UIN of the gateway's first account (0), its second (1) and so on. */
    public String account(int index) {
        return simulator.accounts().get(index);
    }

    /** The gateway's control API. */
    public Control control() {
        return control;
    }

    /** The names of its topics. */
    public Topics topics() {
        return topics;
    }

    /** The broker. */
    public KafkaForTests kafka() {
        return kafka;
    }

    /** Every record on its topics, the commands included. */
    public Reader reader() {
        return reader;
    }

    /** What has been seen so far of this kind. */
    public List<Seen> seen(EventKind kind) {
        return reader.seen(topics.of(kind));
    }

    /** Waits for a record of this kind. */
    public Seen await(EventKind kind, Predicate<Seen> wanted) {
        return reader.await(topics.of(kind), wanted);
    }

    /** Waits for so many records of this kind. */
    public List<Seen> await(EventKind kind, int count, Predicate<Seen> wanted) {
        return reader.await(topics.of(kind), count, wanted);
    }

    /** Waits until the gateway has these accounts online, or all of them where none are named. */
    public void awaitOnline(String... uins) {
        List<String> wanted = uins.length == 0 ? simulator.accounts() : List.of(uins);
        Awaitility.await()
                .until(
                        () ->
                                wanted.stream()
                                        .allMatch(
                                                uin ->
                                                        control.get("/accounts/" + uin)
                                                                .path("online")
                                                                .booleanValue()));
        wanted.forEach(
                uin ->
                        await(
                                EventKind.SESSION,
                                change ->
                                        change.key().equals(uin)
                                                && change.text("state").equals("online")));
    }

    /**
     * Writes a command.
     *
     * @return its place, {@code topic-partition-offset}, which identifies it
     */
    public String send(@Nullable String key, String json) throws InterruptedException {
        return send(key, json.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    /** Writes any record to the command topic. */
    public String send(@Nullable String key, byte @Nullable [] value, Map<String, byte[]> headers)
            throws InterruptedException {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(
                        topics.command(),
                        key == null ? null : key.getBytes(StandardCharsets.UTF_8),
                        value);
        headers.forEach(record.headers()::add);
        RecordMetadata place = kafka.write(record);
        return "%s-%d-%d".formatted(place.topic(), place.partition(), place.offset());
    }

    /** Writes a command and waits for its result. */
    public JsonNode run(String account, String json) throws InterruptedException {
        return resultOf(send(account, json)).json();
    }

    /** Waits for the result of a command, by its {@code ce_id} or place. */
    public Seen resultOf(String id) {
        return await(EventKind.RESULT, result -> id.equals(result.header("ce_causationid")));
    }

    @Override
    public void close() {
        stop();
        reader.close();
        simulator.close();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
