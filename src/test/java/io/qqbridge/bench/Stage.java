package io.qqbridge.bench;

import io.qqbridge.app.Key;
import io.qqbridge.testing.Control;
import io.qqbridge.testing.GatewayProcess;
import io.qqbridge.testing.Launch;
import io.qqbridge.testing.Ports;
import io.qqbridge.testing.ProgramProcess;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A broker and a gateway that each contender finds alike, as processes of their own. */
final class Stage implements AutoCloseable {
    static final int PARTITIONS = 8;

    /** As a JVM runs that lives long. */
    private static final List<String> SERVER = List.of("-XX:+UseParallelGC", "-Xmx2g");

    private final Path folder;
    private final int accounts;
    private final String bootstrapServers;
    private final ProgramProcess broker;
    private final GatewayProcess gateway;
    private final Control control;
    private final Admin admin;
    private int topics;

    Stage(int accounts) throws IOException {
        this.accounts = accounts;
        folder = Files.createTempDirectory("qq-bridge-bench");
        int port = Ports.free();
        bootstrapServers = "127.0.0.1:" + port;
        broker =
                Launch.in(folder)
                        .onlyWithJvm(SERVER)
                        .start("broker", "--port", Integer.toString(port), "--dir", "kafka");
        gateway = GatewayProcess.start(Launch.in(folder).onlyWithJvm(SERVER), accounts);
        control = gateway.control();
        broker.awaitLine(line -> line.contains("for development"));
        admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
    }

    int accounts() {
        return accounts;
    }

    List<String> uins() {
        return gateway.uins();
    }

    String bootstrapServers() {
        return bootstrapServers;
    }

    int gatewayPort() {
        return gateway.url().getPort();
    }

    /** Such a share of all questions finds so many messages. */
    void supply(int messages, double share) {
        control.put("/supply", Control.json(Map.of("messages", messages, "share", share)));
    }

    /** A message for one account. */
    void message(String account, String text) {
        control.message(account, "560000001", text);
    }

    /** How often the gateway has been asked this, ever. */
    long asked(String command) {
        return control.get("/stats").path("requestsByCommand").path(command).longValue();
    }

    int online() {
        return control.get("/stats").path("accountsOnline").intValue();
    }

    /** A prefix that topics of no other contender have; the topics are made. */
    String newTopics(String... names) throws InterruptedException, ExecutionException {
        String prefix = "b" + ++topics + ".";
        admin.createTopics(
                        Stream.of(names)
                                .map(
                                        name ->
                                                new NewTopic(
                                                        prefix + name,
                                                        Optional.of(PARTITIONS),
                                                        Optional.empty()))
                                .toList())
                .all()
                .get();
        return prefix;
    }

    /** Takes away all that is in the way of the next contender. */
    void deleteTopics(String prefix) throws InterruptedException, ExecutionException {
        List<String> names =
                admin.listTopics().names().get().stream()
                        .filter(name -> name.startsWith(prefix))
                        .toList();
        admin.deleteTopics(names).all().get();
    }

    /** Records in a topic. */
    long records(String topic) throws InterruptedException, ExecutionException {
        Map<TopicPartition, OffsetSpec> ends =
                IntStream.range(0, PARTITIONS)
                        .boxed()
                        .collect(
                                Collectors.toMap(
                                        partition -> new TopicPartition(topic, partition),
                                        partition -> OffsetSpec.latest()));
        return admin.listOffsets(ends).all().get().values().stream()
                .mapToLong(end -> end.offset())
                .sum();
    }

    /** Writes commands that send messages, for all accounts in turn. */
    void write(String topic, int commands) {
        List<String> uins = uins();
        try (var producer =
                new KafkaProducer<>(
                        Map.of(
                                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                bootstrapServers,
                                ProducerConfig.LINGER_MS_CONFIG,
                                50),
                        new StringSerializer(),
                        new StringSerializer())) {
            for (int i = 0; i < commands; i++) {
                String command =
                        "{\"command\":\"send-message\",\"to\":\"560000001\",\"text\":\"message "
                                + i
                                + "\"}";
                // Whether they came is seen by whether they are sent.
                Future<RecordMetadata> unused =
                        producer.send(new ProducerRecord<>(topic, uins.get(i % accounts), command));
            }
        }
    }

    /** Nobody is logged in any more. */
    void forgetSessions() {
        uins().forEach(uin -> control.post("/accounts/%s/kick".formatted(uin), ""));
    }

    /** A folder that is there as long as the stage. */
    Path newFolder() throws IOException {
        return Files.createTempDirectory(folder, "bridge");
    }

    /** A folder in which the bridge finds this configuration, and these accounts. */
    Path configured(Map<Key, String> settings, List<String> uins) throws IOException {
        Path place = newFolder();
        Properties properties = new Properties();
        properties.put(Key.GATEWAY_URL.key(), gateway.url().toString());
        properties.put(Key.KAFKA_BOOTSTRAP_SERVERS.key(), bootstrapServers);
        properties.put(Key.ROUTES_DIR.key(), Path.of("routes").toAbsolutePath().toString());
        properties.put(Key.TOPICS_PARTITIONS.key(), Integer.toString(PARTITIONS));
        settings.forEach((key, value) -> properties.put(key.key(), value));
        try (var file = Files.newBufferedWriter(place.resolve("application.properties"))) {
            properties.store(file, null);
        }
        Files.write(
                place.resolve("accounts.yaml"),
                Stream.concat(
                                Stream.of("accounts:"),
                                uins.stream().map("  - {uin: %s, password: demo}"::formatted))
                        .toList());
        return place;
    }

    @Override
    public void close() throws IOException {
        admin.close();
        gateway.close();
        broker.close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
