package io.qqbridge.security;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.qqbridge.app.Bridge;
import io.qqbridge.app.Key;
import io.qqbridge.app.Settings;
import io.qqbridge.event.EventKind;
import io.qqbridge.testing.BridgePlan;
import io.qqbridge.testing.BridgeTest;
import io.qqbridge.testing.KafkaForTests;
import io.qqbridge.testing.Reader;
import io.qqbridge.testing.RunningBridge;
import io.qqbridge.testing.Seen;

import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * No header from outside reaches a record of the bridge or moves one, whoever sends it
 * (CVE-2026-49098): a producer of commands, or the gateway with its answers.
 */
@BridgeTest
class HeadersFromOutsideTest {
    private static final byte[] LIST = "{\"command\": \"list-contacts\"}".getBytes(UTF_8);
    private static final byte[] BAD = "no command".getBytes(UTF_8);

    /** What camel-kafka, camel-http and the component look at, as far as it could do harm. */
    private static final List<String> NAMES =
            List.of(
                    "kafka.OVERRIDE_TOPIC",
                    "kafka.OVERRIDE_TIMESTAMP",
                    "kafka.TOPIC",
                    "kafka.PARTITION",
                    "kafka.PARTITION_KEY",
                    "kafka.KEY",
                    "kafka.HEADERS",
                    "kafka.RECORD_META",
                    "CamelKafkaOverrideTopic",
                    "CamelKafkaTopic",
                    "CamelKafkaKey",
                    "CamelKafkaPartitionKey",
                    "CamelKafkaManualCommit",
                    "CamelToEndpoint",
                    "CamelBeanMethodName",
                    "CamelHttpUri",
                    "CamelHttpPath",
                    "CamelRedelivered",
                    "QqAccount",
                    "QqEventKind",
                    "QqCommits");

    private final RunningBridge bridge;
    private final KafkaForTests kafka;
    private final String elsewhere;
    private final String account;

    HeadersFromOutsideTest(KafkaForTests kafka) throws Exception {
        this.kafka = kafka;
        BridgePlan plan = RunningBridge.on(kafka);
        elsewhere = plan.prefix() + "elsewhere";
        kafka.admin().createTopics(List.of(new NewTopic(elsewhere, 1, (short) 1))).all().get();
        bridge = plan.setting(Key.REPLY_TOPICS, plan.prefix() + "replies").start();
        account = bridge.account(0);
        bridge.awaitOnline();
    }

    @AfterAll
    void stop() {
        bridge.close();
    }

    @Test
    void commandsHaveTheirEndsWhereTheyBelongWhateverHeadersTheyCarry() throws Exception {
        Map<String, String> badByGood = new LinkedHashMap<>();
        for (String target : List.of(elsewhere, bridge.topics().command(), "__consumer_offsets")) {
            Map<String, byte[]> all = new LinkedHashMap<>();
            for (String name : NAMES) {
                for (String spelt : spellings(name)) {
                    all.put(spelt, target.getBytes(UTF_8));
                    Map<String, byte[]> one = Map.of(spelt, target.getBytes(UTF_8));
                    badByGood.put(bridge.send(account, LIST, one), bridge.send(account, BAD, one));
                }
            }
            all.put("kafka_replyTopic", target.getBytes(UTF_8));
            badByGood.put(bridge.send(account, LIST, all), bridge.send(account, BAD, all));
        }
        badByGood.forEach(
                (good, bad) -> {
                    assertThat(bridge.resultOf(good).text("outcome")).isEqualTo("accepted");
                    assertThat(bridge.resultOf(bad).text("outcome")).isEqualTo("rejected");
                    bridge.await(
                            EventKind.DEAD, letter -> bad.equals(letter.header("ce_causationid")));
                });
        assertThat(bridge.seen(EventKind.RESULT)).hasSize(2 * badByGood.size());
        assertThat(bridge.seen(EventKind.DEAD)).hasSize(badByGood.size());
        assertThat(bridge.reader().seen(bridge.topics().command())).hasSize(2 * badByGood.size());
        assertNothingCameElsewhere();
    }

    @Test
    void headersOfTheGatewaysAnswersGoNowhere(@TempDir Path folder) throws Exception {
        List<String> headers = new ArrayList<>();
        for (String name : NAMES) {
            spellings(name).forEach(spelt -> headers.add(spelt + ": " + elsewhere));
        }
        String prefix = kafka.newPrefix();
        try (HostileGateway gateway = new HostileGateway(headers)) {
            Files.writeString(
                    folder.resolve("application.properties"),
                    """
                    qq.gateway.url=%s
                    qq.management.port=0
                    qq.poll.min=20ms
                    qq.poll.max=50ms
                    qq.topics.prefix=%s
                    qq.command.group=%s
                    qq.topics.partitions=1
                    kafka.bootstrap.servers=%s
                    """
                            .formatted(gateway.url(), prefix, prefix, kafka.bootstrapServers()));
            Files.writeString(
                    folder.resolve("accounts.yaml"), "accounts:\n  - {uin: 10001, password: x}\n");
            try (Bridge hostile =
                            Bridge.start(
                                    Settings.read(
                                            folder.resolve("application.properties"), Map.of()));
                    Reader reader =
                            kafka.read(
                                    List.of(
                                            prefix + "message.v1",
                                            prefix + "session.v1",
                                            prefix + "result.v1"))) {
                assertThat(hostile.sessions()).isNotNull();
                Seen message =
                        reader.await(
                                prefix + "message.v1",
                                seen -> seen.text("text").equals(HostileGateway.TEXT));
                kafka.write(
                        new ProducerRecord<>(
                                prefix + "command.v1",
                                "10001".getBytes(UTF_8),
                                "{\"command\": \"remove-contact\", \"contact\": \"4711\"}"
                                        .getBytes(UTF_8)));
                Seen result =
                        reader.await(
                                prefix + "result.v1", seen -> seen.text("outcome").length() > 0);
                Seen session =
                        reader.await(
                                prefix + "session.v1", seen -> seen.text("state").equals("online"));
                for (Seen record : List.of(message, result, session)) {
                    assertOwnHeadersOnly(record);
                    assertThat(record.key()).isEqualTo("10001");
                }
            }
        }
        assertNothingCameElsewhere();
    }

    private void assertNothingCameElsewhere() {
        for (EventKind kind : EventKind.values()) {
            bridge.seen(kind).forEach(HeadersFromOutsideTest::assertOwnHeadersOnly);
        }
        try (Reader reader = kafka.read(List.of(elsewhere))) {
            // What was written before this record would be read before it.
            kafka.write(new ProducerRecord<>(elsewhere, null, "the first".getBytes(UTF_8)));
            Seen first = reader.await(elsewhere, seen -> true);
            assertThat(new String(first.bytes(), UTF_8)).isEqualTo("the first");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A dead letter keeps where the answer was wanted, as a text that nothing obeys. */
    private static void assertOwnHeadersOnly(Seen record) {
        boolean isLetter = record.record().topic().endsWith("dead.v1");
        assertThat(record.record().headers().toArray())
                .extracting(header -> header.key())
                .allMatch(
                        name ->
                                name.matches("ce_[a-z]+|content-type|qq_original_key|qq_outcome")
                                        || name.startsWith("__connect.errors.")
                                        || (isLetter && name.equals("kafka_replyTopic")));
    }

    private static List<String> spellings(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        String first = lower.substring(0, 1).toUpperCase(Locale.ROOT) + lower.substring(1);
        return List.of(name, lower, name.toUpperCase(Locale.ROOT), first);
    }
}
