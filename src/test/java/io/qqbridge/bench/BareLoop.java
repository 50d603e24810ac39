package io.qqbridge.bench;

import com.sun.net.httpserver.HttpServer;

import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.qqbridge.gateway.Secret;
import io.qqbridge.protocol.Request;
import io.qqbridge.testing.GatewayProcess;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * What both directions of a bare loop need: accounts that have logged in, and the bridge's meters.
 */
final class BareLoop {
    private final BareHttp http;
    private final Timer delivery;
    private final Timer late;

    /**
     * @param management the port of the meters
     */
    private BareLoop(BareHttp http, int management) throws IOException {
        this.http = http;
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        delivery = timer(registry, "qq.delivery");
        late = timer(registry, "qq.poll.late");
        HttpServer server =
                HttpServer.create(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), management), 0);
        server.createContext(
                "/observe/metrics",
                exchange -> {
                    byte[] scrape = registry.scrape().getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(200, scrape.length);
                    exchange.getResponseBody().write(scrape);
                    exchange.close();
                });
        server.start();
    }

    private static Timer timer(PrometheusMeterRegistry registry, String name) {
        return Timer.builder(name)
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMillis(1))
                .maximumExpectedValue(Duration.ofMinutes(1))
                .register(registry);
    }

    /** Of what {@link Contender#bare} gives. */
    static BareLoop of(String[] arguments) throws IOException {
        return new BareLoop(
                BareHttp.Kind.valueOf(arguments[6])
                        .client(
                                "http://127.0.0.1:" + arguments[0] + "/",
                                Integer.parseInt(arguments[3])),
                Integer.parseInt(arguments[4]));
    }

    /** From an answer read to Kafka's acknowledgement. */
    Timer delivery() {
        return delivery;
    }

    /** How much later a poll was sent than it was due. */
    Timer late() {
        return late;
    }

    /** The accounts' UINs, all of which have logged in when this returns. */
    List<String> logIn(int accounts) throws InterruptedException {
        String secret = Secret.ofPassword("demo").md5();
        List<String> uins = new ArrayList<>();
        var done = new CountDownLatch(accounts);
        for (int uin = GatewayProcess.FIRST_UIN; uin < GatewayProcess.FIRST_UIN + accounts; uin++) {
            uins.add(Integer.toString(uin));
            Request.Command login = new Request.Command.Login(secret, "");
            ask(
                    new Request("1.1", "1", Integer.toString(uin), login).encode(),
                    answer -> done.countDown());
        }
        done.await();
        return uins;
    }

    /** A producer that keeps each account's order, as the bridge's do. */
    static KafkaProducer<String, byte[]> producer(String bootstrapServers) {
        return new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers", bootstrapServers,
                        "linger.ms", "5",
                        "max.in.flight.requests.per.connection", "1"),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    /** Headers of a record, each {@code name=value}. */
    static List<Header> headers(String... lines) {
        return Stream.of(lines)
                .map(line -> line.split("=", 2))
                .<Header>map(
                        parts ->
                                new RecordHeader(
                                        parts[0], parts[1].getBytes(StandardCharsets.UTF_8)))
                .toList();
    }

    /** Posts a line; the rest happens when it has been answered. */
    void ask(byte[] line, Consumer<byte[]> then) {
        http.ask(line, then);
    }
}
