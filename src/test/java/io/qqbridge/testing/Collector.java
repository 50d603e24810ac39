package io.qqbridge.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.Span;

import org.awaitility.Awaitility;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** A collector that takes spans by OTLP over HTTP, or answers with an error. */
public final class Collector implements AutoCloseable {
    private final List<ExportTraceServiceRequest> requests = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private volatile int status = 200;

    /** Listens on a port of its own. */
    public Collector() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/traces", this::take);
        server.start();
    }

    private void take(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        if (status == 200) {
            requests.add(ExportTraceServiceRequest.parseFrom(body));
        }
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    /** Where it takes them. */
    public String url() {
        return "http://127.0.0.1:%d/v1/traces".formatted(server.getAddress().getPort());
    }

    /** From now on it answers so. */
    public void answer(int newStatus) {
        status = newStatus;
    }

    /** All that was sent, as text. */
    public String all() {
        return requests.toString();
    }

    /** Waits for a span. */
    public Span await(Predicate<Span> wanted) {
        return Awaitility.await()
                .until(
                        () ->
                                requests.stream()
                                        .flatMap(each -> each.getResourceSpansList().stream())
                                        .flatMap(each -> each.getScopeSpansList().stream())
                                        .flatMap(each -> each.getSpansList().stream())
                                        .filter(wanted)
                                        .toList(),
                        found -> !found.isEmpty())
                .getFirst();
    }

    /** An attribute that is text; empty where it is missing. */
    public static String text(Span span, String name) {
        return span.getAttributesList().stream()
                .filter(attribute -> attribute.getKey().equals(name))
                .map(attribute -> attribute.getValue().getStringValue())
                .findFirst()
                .orElse("");
    }

    /** The span as the parent of what follows. */
    public static String traceparent(Span span) {
        HexFormat hex = HexFormat.of();
        return "00-%s-%s-01"
                .formatted(
                        hex.formatHex(span.getTraceId().toByteArray()),
                        hex.formatHex(span.getSpanId().toByteArray()));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
