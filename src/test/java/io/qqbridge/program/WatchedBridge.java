package io.qqbridge.program;

import io.qqbridge.app.Key;
import io.qqbridge.app.kafka.Topics;
import io.qqbridge.event.EventKind;
import io.qqbridge.program.Sights.Watched;
import io.qqbridge.testing.KafkaForTests;
import io.qqbridge.testing.Ports;
import io.qqbridge.testing.ProgramProcess;
import io.qqbridge.testing.Reader;
import io.qqbridge.testing.Seen;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

/** The program as a process of its own, between a gateway and the tests' broker, being watched. */
final class WatchedBridge implements AutoCloseable {
    private final ProgramProcess process;
    private final Topics topics;
    private final Reader reader;
    private final Sights sights;

    /** Starts it with these accounts in a folder; returns when it runs. */
    WatchedBridge(
            Path folder,
            KafkaForTests kafka,
            String gateway,
            List<Watched> accounts,
            Map<Key, String> settings)
            throws IOException {
        String prefix = kafka.newPrefix();
        int port = Ports.free();
        Properties properties = new Properties();
        settings.forEach((key, value) -> properties.setProperty(key.key(), value));
        properties.setProperty(Key.GATEWAY_URL.key(), gateway);
        properties.setProperty(Key.KAFKA_BOOTSTRAP_SERVERS.key(), kafka.bootstrapServers());
        properties.setProperty(Key.TOPICS_PREFIX.key(), prefix);
        properties.setProperty(Key.COMMAND_GROUP.key(), prefix + "bridge");
        properties.setProperty(Key.MANAGEMENT_PORT.key(), Integer.toString(port));
        properties.setProperty(Key.ROUTES_DIR.key(), Path.of("routes").toAbsolutePath().toString());
        try (var file = Files.newBufferedWriter(folder.resolve("application.properties"))) {
            properties.store(file, null);
        }
        Files.write(
                folder.resolve("accounts.yaml"),
                Stream.concat(
                                Stream.of("accounts:"),
                                accounts.stream()
                                        .map(
                                                account ->
                                                        "  - {uin: %s, password: demo, alias: %s}"
                                                                .formatted(
                                                                        account.uin(),
                                                                        account.alias())))
                        .toList());
        process = ProgramProcess.start(folder, "run");
        process.awaitLine(line -> line.contains("running: "));
        topics = new Topics(prefix);
        reader = Reader.of(kafka.bootstrapServers(), topics.all());
        sights = new Sights(reader, topics.of(EventKind.SESSION), port);
    }

    Sights sights() {
        return sights;
    }

    /** The messages so far that an account received. */
    List<Seen> messages(Watched account) {
        return reader.seen(topics.of(EventKind.MESSAGE)).stream()
                .filter(message -> message.key().equals(account.uin()))
                .toList();
    }

    /** Waits for a message of this text. */
    Seen awaitMessage(Watched account, String text) {
        return reader.await(
                topics.of(EventKind.MESSAGE),
                message ->
                        message.key().equals(account.uin()) && message.text("text").equals(text));
    }

    @Override
    public void close() {
        reader.close();
        process.close();
    }
}
