package io.qqbridge.bench;

import com.sun.net.httpserver.HttpServer;

import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.qqbridge.gateway.Secret;
import io.qqbridge.protocol.Request;

import org.apache.hc.client5.http.async.methods.SimpleHttpRequest;
import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;
import org.apache.hc.client5.http.async.methods.SimpleRequestBuilder;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.ContentType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * What both directions of a bare loop need: an HTTP client that answers when it has an answer, and
 * the meter that the bridge has too. No guarantees: whatever fails ends the process.
 */
final class BareLoop {
    private final String gateway;
    private final CloseableHttpAsyncClient http;
    private final Timer delivery;

    /**
     * @param gatewayPort on this machine
     * @param accounts each has a connection of its own
     * @param management the port of the meter
     */
    BareLoop(int gatewayPort, int accounts, int management) throws IOException {
        gateway = "http://127.0.0.1:" + gatewayPort + "/";
        http =
                HttpAsyncClients.custom()
                        .setConnectionManager(
                                PoolingAsyncClientConnectionManagerBuilder.create()
                                        .setMaxConnPerRoute(accounts)
                                        .setMaxConnTotal(accounts)
                                        .build())
                        .disableAutomaticRetries()
                        .disableRedirectHandling()
                        .disableCookieManagement()
                        .disableAuthCaching()
                        .build();
        http.start();
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        delivery =
                Timer.builder("qq.delivery")
                        .publishPercentileHistogram()
                        .minimumExpectedValue(Duration.ofMillis(1))
                        .maximumExpectedValue(Duration.ofMinutes(1))
                        .register(registry);
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

    /** From an answer read to Kafka's acknowledgement. */
    Timer delivery() {
        return delivery;
    }

    /** The accounts' UINs, all of which have logged in when this returns. */
    List<String> logIn(int accounts) throws InterruptedException {
        String secret = Secret.ofPassword("demo").md5();
        List<String> uins = new ArrayList<>();
        var done = new CountDownLatch(accounts);
        for (int uin = Stage.FIRST_UIN; uin < Stage.FIRST_UIN + accounts; uin++) {
            uins.add(Integer.toString(uin));
            Request.Command login = new Request.Command.Login(secret, "");
            ask(
                    new Request("1.1", "1", Integer.toString(uin), login).encode(),
                    answer -> done.countDown());
        }
        done.await();
        return uins;
    }

    /** Posts a line; the rest happens when it has been answered. */
    void ask(byte[] line, Consumer<byte[]> then) {
        SimpleHttpRequest request =
                SimpleRequestBuilder.post(gateway).setBody(line, ContentType.TEXT_PLAIN).build();
        Future<SimpleHttpResponse> unused =
                http.execute(
                        request,
                        new FutureCallback<SimpleHttpResponse>() {
                            @Override
                            public void completed(SimpleHttpResponse answer) {
                                then.accept(answer.getBodyBytes());
                            }

                            @Override
                            public void failed(Exception e) {
                                throw new IllegalStateException(e);
                            }

                            @Override
                            public void cancelled() {
                                throw new IllegalStateException("cancelled");
                            }
                        });
    }
}
