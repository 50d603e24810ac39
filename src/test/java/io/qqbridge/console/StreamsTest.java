package io.qqbridge.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import io.qqbridge.app.Key;
import io.qqbridge.event.EventKind;
import io.qqbridge.testing.BridgeTest;
import io.qqbridge.testing.KafkaForTests;
import io.qqbridge.testing.Ports;
import io.qqbridge.testing.RunningBridge;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What those are told who look on. */
@BridgeTest
class StreamsTest {
    private final RunningBridge bridge;
    private final ConsoleClient console;

    StreamsTest(KafkaForTests kafka) throws Exception {
        int port = Ports.free();
        bridge =
                RunningBridge.on(kafka)
                        .setting(Key.MANAGEMENT_PORT, Integer.toString(port))
                        .start();
        console = new ConsoleClient(port);
        bridge.awaitOnline();
    }

    @AfterAll
    void stop() {
        bridge.close();
    }

    @Test
    void messagesDeliveriesAndDropsAreCounted() throws Exception {
        try (StreamReader stream = StreamReader.open(console.port())) {
            stream.await("tick", tick -> !tick.path("points").isEmpty());
            bridge.control().message(bridge.account(0), "560000001", "hi");

            JsonNode point =
                    stream.await(
                                    "tick",
                                    tick -> tick.path("points").path(0).path("in").asDouble() > 0)
                            .path("points")
                            .path(0);
            assertThat(point.path("p99").asDouble())
                    .isGreaterThanOrEqualTo(point.path("p50").asDouble())
                    .isPositive();

            bridge.control().post("/accounts/%s/kick".formatted(bridge.account(0)), "");
            JsonNode drop =
                    stream.await(
                            "tick",
                            tick -> tick.path("points").path(0).path("drops").asDouble() > 0);
            assertThat(drop.path("drops").path("signed-out").asDouble()).isPositive();
        }
    }

    @Test
    void thePageThatIsWatchedIsToldWhenItChanges() throws Exception {
        try (StreamReader stream = StreamReader.open(console.port())) {
            String id = stream.await("hello", hello -> true).path("stream").asText();
            console.get("accounts?search=account-2&stream=" + id);
            stream.await("rows", rows -> rows.path("total").asInt() == 1);
            bridge.control().message(bridge.account(1), "560000001", "hi");

            stream.await("rows", rows -> rows.path("rows").path(0).path("in").asInt() > 0);
        }
    }

    @Test
    void whoAsksAndDoesNotReadHoldsNobodyUp() throws Exception {
        List<Socket> silent = new ArrayList<>();
        try (StreamReader stream = StreamReader.open(console.port())) {
            for (int i = 0; i < 10; i++) {
                silent.add(asking("/console/api/stream", 1));
                silent.add(asking("/observe/metrics", 200));
            }
            bridge.control().message(bridge.account(0), "560000001", "meanwhile");

            bridge.await(EventKind.MESSAGE, message -> message.text("text").equals("meanwhile"));
            stream.await("tick", tick -> tick.path("messagesIn").asDouble() > 0);
            assertThat(console.get("accounts").path("total").asInt()).isEqualTo(2);
        } finally {
            for (Socket socket : silent) {
                socket.close();
            }
        }
    }

    private Socket asking(String path, int times) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(1);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), console.port()));
        socket.getOutputStream()
                .write(
                        "GET %s HTTP/1.1\r\nHost: localhost\r\n\r\n"
                                .formatted(path)
                                .repeat(times)
                                .getBytes(StandardCharsets.UTF_8));
        return socket;
    }

    @Test
    void fiftyAreServedAndNoMore() throws Exception {
        List<StreamReader> all = new ArrayList<>();
        try {
            for (int i = 0; i < 50; i++) {
                StreamReader stream = StreamReader.open(console.port());
                all.add(stream);
                stream.await("hello", hello -> true);
            }

            assertThat(console.ask("GET", "/console/api/stream", "").body())
                    .contains("50 pages look already");
        } finally {
            for (StreamReader stream : all) {
                stream.close();
            }
        }
    }
}
