package io.qqbridge.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;

import io.qqbridge.app.Key;
import io.qqbridge.event.EventKind;
import io.qqbridge.testing.BridgeTest;
import io.qqbridge.testing.Control;
import io.qqbridge.testing.KafkaForTests;
import io.qqbridge.testing.Ports;
import io.qqbridge.testing.RunningBridge;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import java.lang.ref.WeakReference;

@BridgeTest
class MetricsAndHealthTest {
    private final RunningBridge bridge;
    private final Control management;

    MetricsAndHealthTest(KafkaForTests kafka) throws Exception {
        int port = Ports.free();
        bridge =
                RunningBridge.on(kafka)
                        .gateway(
                                options ->
                                        options.withFirstUin(24_259_131)
                                                .withAccounts(3)
                                                .withRefusing(1))
                        .setting(Key.MANAGEMENT_PORT, Integer.toString(port))
                        .start();
        management = new Control(port);
        bridge.awaitOnline(bridge.account(0), bridge.account(1));
    }

    @AfterAll
    void stop() {
        bridge.close();
    }

    @Test
    void whatIsShownOutlivesACollectionOfGarbage() {
        WeakReference<Object> garbage = new WeakReference<>(new Object());
        await().until(
                        () -> {
                            System.gc();
                            return garbage.refersTo(null);
                        });

        assertThat(metrics().lines().filter(line -> line.startsWith("qq_")))
                .isNotEmpty()
                .noneMatch(line -> line.endsWith("NaN"));
    }

    @Test
    void metricsTellOfPollsDeliveriesCommandsSessionsAndMessages() throws Exception {
        String account = bridge.account(0);
        bridge.control().message(account, "560000001", "hello");
        bridge.await(EventKind.MESSAGE, message -> true);
        bridge.run(
                account,
                "{\"command\": \"send-message\", \"to\": \"560000001\", \"text\": \"hello\"}");
        bridge.control().post("/accounts/%s/kick".formatted(account), "");
        await().untilAsserted(
                        () ->
                                assertThat(metrics())
                                        .contains(
                                                "qq_session_drops_total{reason=\"signed-out\"} 1.0"));
        await().untilAsserted(
                        () ->
                                assertThat(metrics())
                                        .contains(
                                                "qq_sessions{state=\"online\"} 2.0",
                                                "qq_sessions{state=\"refused\"} 1.0"));
        assertThat(metrics())
                .contains(
                        "qq_poll_seconds_bucket{",
                        "qq_delivery_seconds_bucket{",
                        "qq_delivery_seconds_count",
                        "qq_command_seconds_count{outcome=\"accepted\"} 1",
                        "qq_messages_total{direction=\"in\"} 1.0",
                        "qq_messages_total{direction=\"out\"} 1.0",
                        "qq_events_total{kind=\"message\"} 1.0",
                        "jvm_memory_used_bytes");
    }

    @Test
    void noMetricNamesAnAccount() {
        assertThat(metrics()).doesNotContain("24259131", "24259132", "24259133");
    }

    @Test
    void healthIsUpAndCountsTheSessions() {
        await().untilAsserted(() -> assertThat(health("").path("status").asText()).isEqualTo("UP"));
        await().untilAsserted(
                        () ->
                                assertThat(health("").toString())
                                        .contains("sessions: {online=2, refused=1}"));
        assertThat(health("?data=true").toString()).contains("\"sessions.online\":2");
        assertThat(health("/live").path("status").asText()).isEqualTo("UP");
        assertThat(health("/ready").path("status").asText()).isEqualTo("UP");
    }

    private JsonNode health(String which) {
        return management.get("/observe/health" + which);
    }

    private String metrics() {
        return management.text("/observe/metrics");
    }
}
