package io.qqbridge.testing;

import com.fasterxml.jackson.databind.JsonNode;

import io.qqbridge.app.Bridge;
import io.qqbridge.app.Key;
import io.qqbridge.app.Settings;
import io.qqbridge.app.kafka.Topics;
import io.qqbridge.event.EventKind;
import io.qqbridge.simulator.Simulator;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Predicate;
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

    RunningBridge(BridgePlan plan) throws Exception {
        kafka = plan.kafka;
        topics = new Topics(plan.prefix());
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

    /** The start of a bridge's description, which {@link BridgePlan#start} ends. */
    public static BridgePlan on(KafkaForTests kafka) {
        return new BridgePlan(kafka);
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
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
