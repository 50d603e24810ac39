package io.qqbridge.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.qqbridge.app.Key;
import io.qqbridge.event.EventKind;
import io.qqbridge.testing.BridgePlan;
import io.qqbridge.testing.BridgeTest;
import io.qqbridge.testing.KafkaForTests;
import io.qqbridge.testing.Reader;
import io.qqbridge.testing.RunningBridge;
import io.qqbridge.testing.Seen;

import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Replies, and what headers from outside cannot do (CVE-2026-49098). */
@BridgeTest
class ReplyTopicTest {
    private static final byte[] LIST = "{\"command\": \"list-contacts\"}".getBytes(UTF_8);
    private static final byte[] BAD = "hello".getBytes(UTF_8);
    private static final List<String> ROUTING_HEADERS =
            List.of(
                    "kafka.OVERRIDE_TOPIC",
                    "KAFKA.override_topic",
                    "Kafka.Override_Topic",
                    "CamelKafkaOverrideTopic",
                    "camelkafkaoverridetopic",
                    "kafka.TOPIC",
                    "kafka.KEY",
                    "KAFKA.key",
                    "kafka.PARTITION",
                    "kafka.PARTITION_KEY",
                    "kafka.partition_key",
                    "kafka.OFFSET",
                    "kafka.TIMESTAMP",
                    "kafka.OVERRIDE_TIMESTAMP",
                    "kafka.HEADERS",
                    "CamelKafkaManualCommit",
                    "camelkafkamanualcommit",
                    "CamelHttpUri",
                    "QqAccount",
                    "qqaccount",
                    "content-type",
                    "ce_type",
                    "ce_source",
                    "ce_subject",
                    "CE_ID2",
                    "foreign");

    private final RunningBridge bridge;
    private final Reader replies;
    private final String account;
    private final String allowed;
    private final String forbidden;

    ReplyTopicTest(KafkaForTests kafka) throws Exception {
        BridgePlan plan = RunningBridge.on(kafka);
        allowed = plan.prefix() + "replies";
        forbidden = plan.prefix() + "elsewhere";
        // The bridge makes the allowed one, for a missing one would keep results waiting.
        kafka.admin().createTopics(List.of(new NewTopic(forbidden, 1, (short) 1))).all().get();
        bridge = plan.setting(Key.REPLY_TOPICS, "other.topic, " + allowed).start();
        replies = kafka.read(List.of(allowed, forbidden));
        account = bridge.account(0);
        bridge.awaitOnline();
    }

    @AfterAll
    void stop() {
        replies.close();
        bridge.close();
    }

    @Test
    void aReplyGoesToAnAllowedTopicAsWellWithItsCorrelation() throws Exception {
        byte[] correlation = {0, -1, (byte) 0xC3, 0x28, 10, (byte) 0xE4};
        String id =
                bridge.send(
                        account,
                        LIST,
                        Map.of(
                                "kafka_replyTopic",
                                allowed.getBytes(UTF_8),
                                "kafka_correlationId",
                                correlation,
                                "traceparent",
                                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
                                        .getBytes(UTF_8)));
        Seen result = bridge.resultOf(id);
        Seen reply = replies.await(allowed, record -> id.equals(record.header("ce_causationid")));
        assertThat(reply.headerBytes("kafka_correlationId")).isEqualTo(correlation);
        assertThat(result.headerBytes("kafka_correlationId")).isEqualTo(correlation);
        assertThat(reply.header("traceparent")).startsWith("00-0af7651916cd43dd8448eb211c80319c");
        assertThat(reply.bytes()).isEqualTo(result.bytes());
        assertThat(reply.key()).isEqualTo(account);
        assertThat(reply.header("ce_id")).isEqualTo(result.header("ce_id"));
    }

    @Test
    void aTopicThatIsNotAllowedGetsNoReply() throws Exception {
        for (String topic : List.of(forbidden, bridge.topics().command(), "", "no such topic")) {
            String id =
                    bridge.send(account, LIST, Map.of("kafka_replyTopic", topic.getBytes(UTF_8)));
            assertThat(bridge.resultOf(id).text("outcome")).isEqualTo("accepted");
        }
        assertThat(replies.seen(forbidden)).isEmpty();
    }

    @Test
    void noHeaderFromOutsideRedirectsAnything() throws Exception {
        Map<String, String> badByGood = new LinkedHashMap<>();
        for (String header : ROUTING_HEADERS) {
            for (String value : List.of(forbidden, "1", "4711")) {
                Map<String, byte[]> headers = Map.of(header, value.getBytes(UTF_8));
                badByGood.put(
                        bridge.send(account, LIST, headers), bridge.send(account, BAD, headers));
            }
        }
        badByGood.forEach(this::areWhereTheyShouldBe);
        assertThat(replies.seen(forbidden)).isEmpty();
    }

    private void areWhereTheyShouldBe(String good, String bad) {
        Seen result = bridge.resultOf(good);
        assertThat(result.text("outcome")).isEqualTo("accepted");
        Seen dead =
                bridge.await(EventKind.DEAD, record -> bad.equals(record.header("ce_causationid")));
        for (Seen record : List.of(result, dead)) {
            assertThat(record.key()).isEqualTo(account);
            assertThat(record.header("ce_source")).isEqualTo("/qq/accounts/" + account);
            assertThat(record.header("foreign")).isNull();
            assertThat(record.record().headers().toArray())
                    .extracting(header -> header.key())
                    .allMatch(
                            name ->
                                    name.startsWith("ce_")
                                            || name.startsWith("__connect.errors.")
                                            || name.equals("qq_original_key")
                                            || name.equals("qq_outcome")
                                            || name.equals("content-type"))
                    .doesNotHaveDuplicates();
        }
        assertThat(dead.bytes()).isEqualTo(BAD);
    }
}
