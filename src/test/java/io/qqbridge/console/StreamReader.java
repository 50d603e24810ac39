package io.qqbridge.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.awaitility.Awaitility;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** Listens to a console's stream as a browser does. */
final class StreamReader implements AutoCloseable {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Socket socket;
    private final List<Told> heard = new CopyOnWriteArrayList<>();

    /** One event. */
    record Told(String name, JsonNode data) {}

    private StreamReader(Socket socket) {
        this.socket = socket;
    }

    static StreamReader open(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.getOutputStream()
                .write(
                        "GET /console/api/stream HTTP/1.1\r\nHost: localhost\r\n\r\n"
                                .getBytes(StandardCharsets.UTF_8));
        StreamReader reader = new StreamReader(socket);
        Thread.startVirtualThread(reader::read);
        return reader;
    }

    private void read() {
        try (var lines =
                new BufferedReader(
                        new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
            String name = "";
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("event: ")) {
                    name = line.substring("event: ".length());
                } else if (line.startsWith("data: ")) {
                    heard.add(new Told(name, MAPPER.readTree(line.substring("data: ".length()))));
                }
            }
        } catch (IOException e) {
            // Closed by the test, or by the console: either way nothing more is heard.
            heard.add(new Told("closed", MAPPER.createObjectNode()));
        }
    }

    JsonNode await(String name, Predicate<JsonNode> wanted) {
        return Awaitility.await()
                .until(
                        () ->
                                heard.stream()
                                        .filter(told -> told.name().equals(name))
                                        .map(Told::data)
                                        .filter(wanted)
                                        .findFirst(),
                        java.util.Optional::isPresent)
                .orElseThrow();
    }

    List<Told> heard() {
        return List.copyOf(heard);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
