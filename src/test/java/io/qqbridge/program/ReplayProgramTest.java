package io.qqbridge.program;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.qqbridge.app.demo.EmbeddedKafka;
import io.qqbridge.testing.ProgramProcess;
import io.qqbridge.testing.Reader;
import io.qqbridge.testing.Seen;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The command {@code replay} as a person at a terminal sees it. */
@TestInstance(Lifecycle.PER_CLASS)
class ReplayProgramTest {
    private static final String CANARY = "kanarienvogel";

    private final Path folder;
    private final EmbeddedKafka broker;

    ReplayProgramTest(@TempDir Path folder) throws Exception {
        this.folder = folder;
        broker = EmbeddedKafka.temporary(0);
    }

    @BeforeAll
    void letters() throws Exception {
        configure(broker.bootstrapServers());
        try (var producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", broker.bootstrapServers()),
                        new StringSerializer(),
                        new StringSerializer())) {
            producer.send(new ProducerRecord<>("qq.command.v1", "10001", "{}")).get();
            producer.send(letter("COMMAND", "field 'text' is missing", 0)).get();
            producer.send(letter("ANSWER", "not \u001b[31mred", 1)).get();
        }
    }

    @AfterAll
    void stop() {
        broker.close();
    }

    private static ProducerRecord<String, String> letter(String stage, String reason, long offset) {
        ProducerRecord<String, String> letter =
                new ProducerRecord<>("qq.dead.v1", "10001", "{\"text\": \"" + CANARY + "\"}");
        Map.of(
                        "ce_causationid",
                        "order-" + offset,
                        "__connect.errors.topic",
                        "qq.command.v1",
                        "__connect.errors.partition",
                        "0",
                        "__connect.errors.offset",
                        Long.toString(offset),
                        "__connect.errors.stage",
                        stage,
                        "__connect.errors.exception.message",
                        reason,
                        "qq_outcome",
                        "rejected",
                        "qq_original_key",
                        "10001")
                .forEach((name, text) -> letter.headers().add(name, text.getBytes(UTF_8)));
        return letter;
    }

    @Test
    void itShowsALineForEachLetterAndASummaryAndReplaysOnce() throws Exception {
        assertThat(said(0, "replay", "--dry-run"))
                .containsExactly(
                        "0:0  10001  command  would be replayed  (field 'text' is missing)",
                        "0:1  10001  answer  left: an answer of the gateway, no command"
                                + "  (not ?[31mred)",
                        "dry run: 1 would be replayed into qq.command.v1, 0 replayed before, 1 left");

        assertThat(said(0, "replay", "--stage", "command", "--since", "1h"))
                .containsExactly(
                        "0:0  10001  command  replayed  (field 'text' is missing)",
                        "1 replayed into qq.command.v1, 0 replayed before, 0 left");

        assertThat(said(0, "replay", "--account", "10001", "--offset", "0:0"))
                .containsExactly(
                        "0:0  10001  command  left: it was replayed before (--again)"
                                + "  (field 'text' is missing)",
                        "0 replayed into qq.command.v1, 1 replayed before, 0 left");

        try (Reader reader = Reader.of(broker.bootstrapServers(), List.of("qq.command.v1"))) {
            Seen command =
                    reader.await("qq.command.v1", seen -> seen.header("qq_replayed") != null);
            assertThat(command.header("qq_replayed")).isEqualTo("0:0");
            assertThat(command.header("ce_id")).isEqualTo("order-0");
            assertThat(new String(command.bytes(), UTF_8)).contains(CANARY);
            assertThat(reader.seen("qq.command.v1")).hasSize(2);
        }
    }

    @Test
    void aKafkaThatIsAwayIsNamedInOneLine() throws Exception {
        assertThat(refused(1, Map.of("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1"), "replay"))
                .contains("127.0.0.1:1", "does not answer", "kafka.*");
    }

    @Test
    void aKafkaThatCannotBeIsNamedInOneLine() throws Exception {
        assertThat(
                        refused(
                                1,
                                Map.of("KAFKA_BOOTSTRAP_SERVERS", "no-such-host.invalid:1"),
                                "replay"))
                .contains("no-such-host.invalid", "kafka.*");
    }

    @Test
    void topicsThatAreNotThereAreNamedAndNotMade() throws Exception {
        for (int i = 0; i < 2; i++) {
            assertThat(refused(1, Map.of("QQ_TOPICS_PREFIX", "nobody."), "replay"))
                    .contains("nobody.dead.v1", "qq.topics.prefix");
        }
    }

    @Test
    void aWrongValueOfAnOptionIsNamedInOneLine() throws Exception {
        assertThat(refused(2, Map.of(), "replay", "--since", "soon"))
                .contains("--since", "'soon'", "2h");
        assertThat(refused(2, Map.of(), "replay", "--stage", "polls"))
                .contains("--stage", "answer");
        assertThat(refused(2, Map.of(), "replay", "--offset", "7")).contains("--offset", "3:42");
        assertThat(refused(2, Map.of(), "replay", "--limit", "-1")).contains("--limit", "'-1'");
    }

    private void configure(String kafka) throws Exception {
        Files.writeString(
                folder.resolve("application.properties"),
                "kafka.bootstrap.servers=%s%n".formatted(kafka));
    }

    private List<String> said(int exit, String... arguments) throws Exception {
        try (ProgramProcess program = ProgramProcess.start(folder, arguments)) {
            assertThat(program.awaitExit()).as(program.lines().toString()).isEqualTo(exit);
            assertThat(program.lines()).noneMatch(line -> line.contains(CANARY));
            assertThat(program.err()).isEmpty();
            return program.out();
        }
    }

    private String refused(int exit, Map<String, String> environment, String... arguments)
            throws Exception {
        try (ProgramProcess program = ProgramProcess.start(folder, environment, arguments)) {
            assertThat(program.awaitExit()).isEqualTo(exit);
            assertThat(program.out()).isEmpty();
            assertThat(program.err()).hasSize(1);
            assertThat(program.err().getFirst()).startsWith("qq-bridge: ");
            return program.err().getFirst();
        }
    }
}
