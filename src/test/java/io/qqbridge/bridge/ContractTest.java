package io.qqbridge.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;

import io.cloudevents.CloudEvent;
import io.cloudevents.kafka.KafkaMessageFactory;
import io.qqbridge.app.Key;
import io.qqbridge.app.kafka.Topics;
import io.qqbridge.event.EventKind;
import io.qqbridge.testing.BridgePlan;
import io.qqbridge.testing.BridgeTest;
import io.qqbridge.testing.KafkaForTests;
import io.qqbridge.testing.RunningBridge;
import io.qqbridge.testing.Seen;

import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Every record of a bridge under traffic of every kind is as the published contract says. */
@BridgeTest
class ContractTest {
    private final RunningBridge bridge;
    private final String account;

    ContractTest(KafkaForTests kafka) throws Exception {
        BridgePlan plan = RunningBridge.on(kafka);
        bridge =
                plan.gateway(options -> options.withAccounts(4).withRefusing(1).withCaptcha(1))
                        .setting(Key.REPLY_TOPICS, plan.prefix() + "none")
                        // Nobody is there, which must change nothing but headers.
                        .setting(Key.TRACING_ENDPOINT, "http://127.0.0.1:1/v1/traces")
                        .start();
        account = bridge.account(0);
        bridge.awaitOnline(account, bridge.account(1));
        makeTraffic();
    }

    @AfterAll
    void stop() {
        bridge.close();
    }

    private void makeTraffic() throws Exception {
        bridge.control().message(account, "560000001", "你好");
        bridge.control().message(account, "560000001", "of an unknown kind", 77);
        bridge.control().message(account, "560000001", "let me in", 2);
        bridge.control().message(account, "560000001", "yes", 3);
        bridge.control().message(account, "560000001", "no", 4);
        bridge.control().message(account, "560000001", "80", 99);
        for (JsonNode example : Schemas.json("command").path("examples")) {
            if (!example.path("command").asText().startsWith("log")) {
                bridge.send(account, example.toString());
            }
        }
        bridge.run(account, "{\"command\": \"get-profile\", \"contact\": \"560000001\"}");
        bridge.run(account, "{\"command\": \"add-contact\", \"contact\": \"560000003\"}");
        bridge.run(account, "{\"command\": \"remove-contact\", \"contact\": \"560000002\"}");
        bridge.run(account, "{\"command\": \"login\", \"expiresAt\": \"2001-01-01T00:00:00Z\"}");
        bridge.send("no account / at all?", "hello");
        bridge.send(null, "hello");
        Map<String, byte[]> context =
                Map.of(
                        "kafka_correlationId",
                        new byte[] {-1},
                        "traceparent",
                        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01".getBytes(UTF_8),
                        "tracestate",
                        "a=b".getBytes(UTF_8),
                        "kafka_replyTopic",
                        "nowhere".getBytes(UTF_8),
                        "qq_replayed",
                        "3:42".getBytes(UTF_8));
        bridge.send(account, "hello".getBytes(UTF_8), context);
        bridge.resultOf(bridge.send(account, new byte[1_000_000], context));
        bridge.control().put("/faults", "[{\"kind\": \"garbage\", \"times\": 1}]");
        bridge.control().post("/accounts/%s/kick".formatted(account), "");
        bridge.await(
                EventKind.SESSION,
                2,
                change -> change.key().equals(account) && change.text("state").equals("online"));
        bridge.await(EventKind.MESSAGE, 2, message -> true);
        bridge.await(EventKind.REQUEST, 3, request -> true);
        bridge.await(EventKind.PRESENCE, 2, presence -> true);
        bridge.await(EventKind.ROSTER, Seen::isTombstone);
        bridge.await(EventKind.DEAD, 6, letter -> true);
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "DEAD")
    void everyValueIsAsItsSchemaSays(EventKind kind) {
        List<Seen> records = bridge.seen(kind);
        assertThat(records).isNotEmpty();
        for (Seen record : records) {
            if (!record.isTombstone()) {
                assertThat(Schemas.faults(kind.word(), record.json())).as("%s", record).isEmpty();
                assertThat(record.json().fieldNames())
                        .toIterable()
                        .isSubsetOf(Schemas.fields(kind.word()));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aCloudEventsReaderReadsEveryRecord(EventKind kind) {
        Set<String> ids = new HashSet<>();
        for (Seen seen : bridge.seen(kind)) {
            CloudEvent event = KafkaMessageFactory.createReader(seen.record()).toEvent();
            assertThat(event.getType()).isEqualTo("io.qqbridge.%s.v1".formatted(kind.word()));
            assertThat(event.getSource().getPath()).startsWith("/qq/accounts/");
            assertThat(event.getTime()).isNotNull();
            assertThat(event.getSubject()).isNotEqualTo("");
            assertThat(event.getDataContentType())
                    .isEqualTo(
                            kind == EventKind.DEAD
                                    ? "application/octet-stream"
                                    : "application/json");
            assertThat(ids.add(event.getId())).as("id %s is new", event.getId()).isTrue();
            if (!seen.isTombstone() && seen.bytes().length > 0) {
                assertThat(Objects.requireNonNull(event.getData()).toBytes())
                        .isEqualTo(seen.bytes());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "DEAD")
    void everyKeyIsTheAccountOrTheAccountAndTheContact(EventKind kind) {
        for (Seen record : bridge.seen(kind)) {
            if (!record.isTombstone()) {
                boolean byContact = kind == EventKind.PRESENCE || kind == EventKind.ROSTER;
                assertThat(record.key())
                        .isEqualTo(
                                record.text("account")
                                        + (byContact ? "/" + record.text("contact") : ""));
            }
        }
    }

    @Test
    void theDocumentHasExactlyTheTopics() {
        assertThat(AsyncApi.channels())
                .extracting(channel -> channel.path("address").asText())
                .containsExactlyInAnyOrderElementsOf(new Topics("qq.").all());
    }

    @ParameterizedTest
    @EnumSource
    void everyHeaderIsDocumentedAndEveryDocumentedHeaderIsThere(EventKind kind) {
        JsonNode headers = AsyncApi.headersOf(kind.word());
        Set<String> documented = new HashSet<>();
        headers.path("properties").fieldNames().forEachRemaining(documented::add);
        Set<String> there = new HashSet<>();
        for (Seen record : bridge.seen(kind)) {
            List<String> names =
                    Arrays.stream(record.record().headers().toArray()).map(Header::key).toList();
            assertThat(names)
                    .containsAll(AsyncApi.texts(headers.path("required")))
                    .isSubsetOf(documented)
                    .doesNotHaveDuplicates();
            there.addAll(names);
        }
        assertThat(there).isEqualTo(withoutMistakes(documented));
    }

    /** What tells of a mistake of the bridge itself, which nothing here brings about. */
    private static Set<String> withoutMistakes(Set<String> documented) {
        Set<String> others = new HashSet<>(documented);
        others.remove("__connect.errors.exception.class.name");
        others.remove("__connect.errors.exception.stacktrace");
        return others;
    }

    @Test
    void everyExampleIsValidAndEveryReferenceLeadsSomewhere() {
        for (EventKind kind : EventKind.values()) {
            if (kind != EventKind.DEAD) {
                everyExampleIsValid(kind.word());
            }
        }
        everyExampleIsValid("command");
        AsyncApi.references()
                .forEach(reference -> assertThat(AsyncApi.leadsSomewhere(reference)).isTrue());
    }

    private static void everyExampleIsValid(String name) {
        JsonNode message = AsyncApi.message(name);
        assertThat(message.at("/payload/$ref").asText())
                .isEqualTo("./schemas/%s.v1.json".formatted(name));
        assertThat(message.path("examples")).isNotEmpty();
        for (JsonNode example : message.path("examples")) {
            assertThat(Schemas.faults(name, example.path("payload"))).isEmpty();
        }
    }
}
