package io.qqbridge.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import io.qqbridge.app.Key;
import io.qqbridge.event.EventKind;
import io.qqbridge.testing.BridgeTest;
import io.qqbridge.testing.Collector;
import io.qqbridge.testing.Control;
import io.qqbridge.testing.KafkaForTests;
import io.qqbridge.testing.Ports;
import io.qqbridge.testing.RunningBridge;
import io.qqbridge.testing.Seen;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A bridge that traces, and a collector over real HTTP. */
@BridgeTest
class TracingTest {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String PARENT = "00-" + TRACE + "-b7ad6b7169203331-01";
    private static final String TEXT = "kanarienvogel";

    private final Collector collector = new Collector();
    private final int port = Ports.free();
    private final RunningBridge bridge;
    private final String account;

    TracingTest(KafkaForTests kafka) throws Exception {
        bridge =
                RunningBridge.on(kafka)
                        .setting(Key.TRACING_ENDPOINT, collector.url())
                        .setting(Key.MANAGEMENT_PORT, Integer.toString(port))
                        .start();
        account = bridge.account(0);
        bridge.awaitOnline();
    }

    @AfterAll
    void stop() {
        bridge.close();
        collector.close();
    }

    @Test
    void aCommandIsASpanOfItsTraceAndTheParentOfWhatFollowsFromItsResult() throws Exception {
        String json = "{\"command\": \"list-contacts\"}";
        Seen result =
                bridge.resultOf(
                        bridge.send(
                                account,
                                json.getBytes(UTF_8),
                                Map.of(
                                        "traceparent", PARENT.getBytes(UTF_8),
                                        "tracestate", "a=b".getBytes(UTF_8))));

        Span span = collector.await(each -> each.getName().equals("list-contacts"));

        assertThat(HexFormat.of().formatHex(span.getParentSpanId().toByteArray()))
                .isEqualTo("b7ad6b7169203331");
        assertThat(Collector.traceparent(span)).contains(TRACE);
        assertThat(result.header("traceparent")).isEqualTo(Collector.traceparent(span));
        assertThat(result.header("tracestate")).isEqualTo("a=b");
        assertThat(Collector.text(span, "qq.outcome")).isEqualTo("accepted");
        assertThat(span.getEndTimeUnixNano()).isGreaterThanOrEqualTo(span.getStartTimeUnixNano());
    }

    @Test
    void aCommandWithoutATraceBeginsOneAndAFailureIsAnError() throws Exception {
        Seen result = bridge.resultOf(bridge.send(account, "hello " + TEXT));

        Span span = collector.await(each -> each.getName().equals("unreadable"));

        assertThat(result.header("traceparent")).isEqualTo(Collector.traceparent(span));
        assertThat(span.getParentSpanId().isEmpty()).isTrue();
        assertThat(span.getStatus().getCode()).isEqualTo(StatusCode.STATUS_CODE_ERROR);
    }

    @Test
    void aMessageBeginsATraceThatItsRecordCarriesOn() throws Exception {
        bridge.control().message(account, "560000001", TEXT);
        Seen message = bridge.await(EventKind.MESSAGE, seen -> seen.text("text").equals(TEXT));

        Span span =
                collector.await(
                        each -> Collector.traceparent(each).equals(message.header("traceparent")));

        assertThat(span.getName()).isEqualTo("receive message");
        assertThat(Collector.text(span, "cloudevents.event_id")).isEqualTo(message.header("ce_id"));
        assertThat(Collector.text(span, "qq.account")).isEqualTo("account-1");
        assertThat(collector.all()).doesNotContain(TEXT, account, "560000001");
    }

    /** The limit itself is RateLimitTest's. */
    @Test
    void ofAFloodSomeAreTracedAndAllCarryAContext() {
        bridge.control()
                .post(
                        "/accounts/%s/messages".formatted(account),
                        Control.json(
                                IntStream.range(0, 1_000)
                                        .mapToObj(n -> Map.of("from", "560000001", "text", "flood"))
                                        .toList()));

        List<Seen> flood =
                bridge.await(EventKind.MESSAGE, 1_000, seen -> seen.text("text").equals("flood"));

        assertThat(flood)
                .extracting(seen -> seen.header("traceparent"))
                .doesNotHaveDuplicates()
                .allMatch(context -> context.matches("00-[0-9a-f]{32}-[0-9a-f]{16}-0[01]"))
                .anyMatch(context -> context.endsWith("-01"))
                .anyMatch(context -> context.endsWith("-00"));
    }

    @Test
    void spansThatNoCollectorTakesAreCountedAndTheNextOnesSent() throws Exception {
        collector.answer(503);
        assertThat(bridge.run(account, "{\"command\": \"query-presence\"}").path("outcome"))
                .hasToString("\"accepted\"");
        await().until(() -> dropped() > 0);
        collector.answer(200);
        assertThat(bridge.run(account, "{\"command\": \"search\"}").path("command"))
                .hasToString("\"search\"");
        collector.await(each -> each.getName().equals("search"));
    }

    private double dropped() throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            URI metrics = URI.create("http://127.0.0.1:%d/observe/metrics".formatted(port));
            return client.send(HttpRequest.newBuilder(metrics).build(), BodyHandlers.ofString())
                    .body()
                    .lines()
                    .filter(line -> line.startsWith("qq_spans_dropped_total"))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' '))))
                    .sum();
        }
    }
}
