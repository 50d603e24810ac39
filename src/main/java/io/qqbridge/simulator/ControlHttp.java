package io.qqbridge.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The control API's HTTP side: finds the path, reads and writes JSON, says what is wrong. */
final class ControlHttp {
    private static final Logger log = LoggerFactory.getLogger(ControlHttp.class);
    private static final String UIN = "{uin}";

    /** What a path does: takes the UIN in it (or nothing) and a body, and gives what to show. */
    interface Action {
        Object act(String uin, JsonNode body);
    }

    /** A path, with {@code {uin}} where a number stands. */
    record Path(HttpMethod method, String template, Action action) {
        /** The UIN in a path of this form (empty where it has none), or null for another path. */
        @Nullable String uinIn(String path) {
            int at = template.indexOf(UIN);
            if (at < 0) {
                return template.equals(path) ? "" : null;
            }
            String before = template.substring(0, at);
            String after = template.substring(at + UIN.length());
            int end = path.length() - after.length();
            if (!path.startsWith(before) || !path.endsWith(after) || end <= at) {
                return null;
            }
            String uin = path.substring(at, end);
            return uin.contains("/") ? null : uin;
        }
    }

    private final ObjectMapper mapper =
            JsonMapper.builder()
                    .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
                    .build();
    private final List<Path> paths;

    ControlHttp(List<Path> paths) {
        this.paths = paths;
    }

    void handle(HttpServerRequest request) {
        Body.read(request, body -> answer(request, body));
    }

    private void answer(HttpServerRequest request, byte[] body) {
        try {
            send(request, 200, act(request, body));
        } catch (BadControlRequest bad) {
            send(request, bad.status(), Map.of("error", String.valueOf(bad.getMessage())));
        } catch (RuntimeException bug) {
            log.error("A control request could not be answered", bug);
            send(request, 500, Map.of("error", "The simulator has a bug; see its log"));
        }
    }

    private Object act(HttpServerRequest request, byte[] body) {
        String asked = String.valueOf(request.path());
        boolean otherMethod = false;
        for (Path path : paths) {
            @Nullable String uin = path.uinIn(asked);
            if (uin != null && path.method().equals(request.method())) {
                return path.action().act(uin, json(body));
            }
            otherMethod |= uin != null;
        }
        throw BadControlRequest.notFound(
                "No %s %s; %s: %s"
                        .formatted(
                                request.method(),
                                asked,
                                otherMethod ? "another method is wanted" : "there are",
                                paths.stream()
                                        .map(path -> path.method() + " " + path.template())
                                        .collect(Collectors.joining(", "))));
    }

    private JsonNode json(byte[] body) {
        if (body.length == 0) {
            return MissingNode.getInstance();
        }
        try {
            return mapper.readTree(body);
        } catch (JsonProcessingException e) {
            throw BadControlRequest.wrong("The body is no JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw BadControlRequest.wrong("The body is no JSON: " + e.getMessage());
        }
    }

    private void send(HttpServerRequest request, int status, Object shown) {
        try {
            request.response()
                    .setStatusCode(status)
                    .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                    .end(Buffer.buffer(mapper.writeValueAsBytes(shown)).appendByte((byte) '\n'));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("not to be shown as JSON: " + shown.getClass(), e);
        }
    }
}
