package io.qqbridge.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/**
 * The simulator's control API: what {@code io.qqbridge.simulator.ControlPaths} lists. Whatever is
 * not answered with 200 fails the test.
 */
public final class Control {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** Nothing that is asked here takes long; a test that waits for ever tells nothing. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final String url;

    /** Speaks to a port of this machine; that of the bridge's health will do as well. */
    public Control(int port) {
        url = "http://127.0.0.1:" + port;
    }

    public JsonNode get(String path) {
        return ask("GET", path, "");
    }

    public JsonNode post(String path, String json) {
        return ask("POST", path, json);
    }

    public JsonNode put(String path, String json) {
        return ask("PUT", path, json);
    }

    public JsonNode delete(String path) {
        return ask("DELETE", path, "");
    }

    /** Lets a message of type 9, a user's, arrive for an account. */
    public void message(String account, String from, String text) {
        message(account, from, text, 9);
    }

    /** Lets a message of any type arrive for an account. */
    public void message(String account, String from, String text, int type) {
        post(
                "/accounts/%s/messages".formatted(account),
                json(Map.of("from", from, "text", text, "type", type)));
    }

    /** What an account has carried out so far, in order. */
    public JsonNode commands(String account) {
        return get("/accounts/%s/commands".formatted(account)).path("commands");
    }

    /** Values as JSON, with its escapes. */
    public static String json(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An answer as it stands. */
    public String text(String path) {
        return asked("GET", path, "");
    }

    private static JsonNode parsed(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JsonNode ask(String method, String path, String body) {
        return parsed(asked(method, path, body));
    }

    private String asked(String method, String path, String body) {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(url + path))
                        .timeout(PATIENCE)
                        .method(method, BodyPublishers.ofString(body))
                        .build();
        try {
            var answer = CLIENT.send(request, BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new AssertionError(
                        "%s %s: %d %s".formatted(method, path, answer.statusCode(), answer.body()));
            }
            return answer.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
