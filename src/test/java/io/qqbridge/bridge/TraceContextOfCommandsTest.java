package io.qqbridge.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.qqbridge.event.EventKind;
import io.qqbridge.testing.BridgeTest;
import io.qqbridge.testing.KafkaForTests;
import io.qqbridge.testing.RunningBridge;
import io.qqbridge.testing.Seen;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Map;

/** The trace context of a command goes on with its result; without tracing nothing begins one. */
@BridgeTest
class TraceContextOfCommandsTest {
    private static final byte[] LIST = "{\"command\": \"list-contacts\"}".getBytes(UTF_8);
    private static final String PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private final RunningBridge bridge;

    TraceContextOfCommandsTest(KafkaForTests kafka) throws Exception {
        bridge = RunningBridge.on(kafka).start();
        bridge.awaitOnline();
    }

    @AfterAll
    void stop() {
        bridge.close();
    }

    @Test
    void aResultCarriesTheContextOfItsCommand() throws Exception {
        Seen result = resultOf(PARENT, "a=1,b=2");
        assertThat(result.header("traceparent")).isEqualTo(PARENT);
        assertThat(result.header("tracestate")).isEqualTo("a=1,b=2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00-1",
                "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
                "00-00000000000000000000000000000000-b7ad6b7169203331-01"
            })
    void aContextThatIsNoneIsDroppedAndTheCommandCarriedOut(String parent) throws Exception {
        Seen result = resultOf(parent, "a=1");
        assertThat(result.text("outcome")).isEqualTo("accepted");
        assertThat(result.header("traceparent")).isNull();
        assertThat(result.header("tracestate")).isNull();
    }

    @Test
    void aStateThatIsNoneIsDroppedAlone() throws Exception {
        Seen result = resultOf(PARENT, "NO STATE");
        assertThat(result.header("traceparent")).isEqualTo(PARENT);
        assertThat(result.header("tracestate")).isNull();
    }

    @Test
    void ofSeveralContextsNoneIsTrue() throws Exception {
        var record =
                new ProducerRecord<>(
                        bridge.topics().command(), bridge.account(0).getBytes(UTF_8), LIST);
        record.headers()
                .add("ce_id", "several".getBytes(UTF_8))
                .add("traceparent", PARENT.getBytes(UTF_8))
                .add("traceparent", PARENT.getBytes(UTF_8));
        bridge.kafka().write(record);
        Seen result = bridge.resultOf("several");
        assertThat(result.text("outcome")).isEqualTo("accepted");
        assertThat(result.header("traceparent")).isNull();
    }

    @Test
    void whatIsReceivedHasNoneWhereNobodyTraces() throws Exception {
        bridge.control().message(bridge.account(0), "560000001", "hello");
        Seen message = bridge.await(EventKind.MESSAGE, seen -> seen.text("text").equals("hello"));
        assertThat(List.of(message.record().headers().toArray()))
                .noneMatch(header -> header.key().startsWith("trace"));
    }

    private Seen resultOf(String parent, String state) throws InterruptedException {
        return bridge.resultOf(
                bridge.send(
                        bridge.account(0),
                        LIST,
                        Map.of(
                                "traceparent", parent.getBytes(UTF_8),
                                "tracestate", state.getBytes(UTF_8))));
    }
}
