package io.qqbridge.bench;

import org.apache.hc.client5.http.async.methods.SimpleHttpRequest;
import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;
import org.apache.hc.client5.http.async.methods.SimpleRequestBuilder;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** The HTTP client of a bare loop. No guarantees: whatever fails ends the process. */
interface BareHttp {
    /** Posts a line; the rest happens when it has been answered. */
    void ask(byte[] line, Consumer<byte[]> then);

    /** Which of HttpClient's two clients it is. */
    enum Kind {
        /** The one that costs least: a few threads for all connections. */
        ASYNC,
        /** The one of camel-http, and so of the bridge; each question in a virtual thread. */
        BLOCKING;

        /**
         * @param gateway its URL
         * @param connections one for each account
         */
        BareHttp client(String gateway, int connections) {
            return switch (this) {
                case ASYNC -> async(gateway, connections);
                case BLOCKING -> blocking(gateway, connections);
            };
        }
    }

    private static BareHttp async(String gateway, int connections) {
        CloseableHttpAsyncClient http =
                HttpAsyncClients.custom()
                        .setConnectionManager(
                                PoolingAsyncClientConnectionManagerBuilder.create()
                                        .setMaxConnPerRoute(connections)
                                        .setMaxConnTotal(connections)
                                        .build())
                        .disableAutomaticRetries()
                        .disableRedirectHandling()
                        .disableCookieManagement()
                        .disableAuthCaching()
                        .build();
        http.start();
        return (line, then) -> {
            SimpleHttpRequest request =
                    SimpleRequestBuilder.post(gateway)
                            .setBody(line, ContentType.TEXT_PLAIN)
                            .build();
            Future<SimpleHttpResponse> unused = http.execute(request, new Then(then));
        };
    }

    private static BareHttp blocking(String gateway, int connections) {
        CloseableHttpClient http =
                HttpClients.custom()
                        .setConnectionManager(
                                PoolingHttpClientConnectionManagerBuilder.create()
                                        .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.LAX)
                                        .setMaxConnPerRoute(connections)
                                        .setMaxConnTotal(connections)
                                        .build())
                        .disableAutomaticRetries()
                        .disableRedirectHandling()
                        .disableCookieManagement()
                        .disableAuthCaching()
                        .disableContentCompression()
                        .build();
        return (line, then) ->
                Thread.startVirtualThread(
                        () -> {
                            HttpPost request = new HttpPost(gateway);
                            request.setEntity(new ByteArrayEntity(line, ContentType.TEXT_PLAIN));
                            byte[] answer;
                            try {
                                answer =
                                        http.execute(
                                                request,
                                                response ->
                                                        EntityUtils.toByteArray(
                                                                response.getEntity()));
                            } catch (IOException e) {
                                throw new UncheckedIOException(e);
                            }
                            then.accept(answer);
                        });
    }

    /** What happens when there is an answer. */
    record Then(Consumer<byte[]> taker) implements FutureCallback<SimpleHttpResponse> {
        @Override
        public void completed(SimpleHttpResponse answer) {
            taker.accept(answer.getBodyBytes());
        }

        @Override
        public void failed(Exception e) {
            throw new IllegalStateException(e);
        }

        @Override
        public void cancelled() {
            throw new IllegalStateException("cancelled");
        }
    }
}
