package io.qqbridge.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A silent gateway on free ports, with a clock that stands still, and ways to speak to it. */
final class TestGateway implements AutoCloseable {
    static final SimulatorOptions SILENT =
            SimulatorOptions.defaults().withPorts(0, 0).withChatterPerSecond(0);

    final MovableClock clock = new MovableClock();
    final Simulator simulator;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ObjectMapper json = new ObjectMapper();

    TestGateway() throws Exception {
        this(SILENT);
    }

    TestGateway(SimulatorOptions options) throws Exception {
        simulator = Simulator.start(options, clock);
    }

    TestClient client(String uin) {
        return new TestClient(this, uin);
    }

    /** A client of the account with this index, logged in. */
    TestClient loggedIn(int index) throws Exception {
        TestClient client = client(simulator.accounts().get(index));
        client.login();
        return client;
    }

    /** What the gateway answers to a body. */
    String post(String body) throws IOException, InterruptedException {
        return new String(exchange(body).body(), StandardCharsets.UTF_8);
    }

    HttpResponse<byte[]> exchange(String body) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + simulator.port() + "/"))
                        .timeout(Duration.ofSeconds(20))
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
    }

    /** What the control API shows; the body is empty where it needs none. */
    JsonNode control(String method, String path, String body)
            throws IOException, InterruptedException {
        return json.readTree(controlExchange(method, path, body).body());
    }

    JsonNode control(String path) throws IOException, InterruptedException {
        return control("GET", path, "");
    }

    HttpResponse<String> controlExchange(String method, String path, String body)
            throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(
                                URI.create("http://127.0.0.1:" + simulator.controlPort() + path))
                        .timeout(Duration.ofSeconds(20))
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() {
        http.close();
        simulator.close();
    }
}
