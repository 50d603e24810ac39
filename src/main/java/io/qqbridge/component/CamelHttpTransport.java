package io.qqbridge.component;

import io.qqbridge.gateway.Transport;

import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Message;
import org.apache.camel.Producer;
import org.apache.camel.component.http.HttpComponent;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.EofSensorInputStream;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;

/**
 * Posts lines through camel-http: one endpoint, one pool of kept-alive connections for all
 * accounts.
 */
public final class CamelHttpTransport implements Transport, AutoCloseable {
    /** Bytes of the largest answer that is read; no honest one comes near it. */
    static final int MAX_ANSWER = 16 * 1024 * 1024;

    /** Bytes that most answers do not have. */
    private static final int USUAL_ANSWER = 1024;

    private static final Integer OK = 200;

    private static final ContentType TEXT = ContentType.create("text/plain", "UTF-8");

    /**
     * A connection that rested this long is looked at before it is used, for the gateway may have
     * closed it; less than the pause between two polls.
     */
    private static final TimeValue RESTED = TimeValue.ofMilliseconds(50);

    /** What a burst of requests opened is closed again; a gateway may do so sooner. */
    private static final TimeValue IDLE = TimeValue.ofSeconds(60);

    /** Bytes of a connection's two buffers, of which there may be thousands. */
    private static final int BUFFER = 2048;

    private static final Timeout CONNECT = Timeout.ofSeconds(5);

    private final PoolingHttpClientConnectionManager pool;
    private final Endpoint endpoint;
    private final Producer producer;
    private final Duration answerTimeout;

    /**
     * @param gateway the gateway's URL
     * @param connections the most connections open at a time
     * @param answerTimeout the longest silence in the middle of an answer
     */
    public CamelHttpTransport(
            CamelContext context, URI gateway, int connections, Duration answerTimeout)
            throws Exception {
        this.pool = pool(connections, answerTimeout);
        HttpComponent http = new HttpComponent();
        http.setCamelContext(context);
        http.setClientConnectionManager(pool);
        http.setConnectionRequestTimeout(answerTimeout.toMillis());
        http.setResponseTimeout(answerTimeout.toMillis());
        // Whether a request may be repeated is the caller's to know, never the HTTP client's.
        http.setHttpClientConfigurer(
                client ->
                        client.disableAutomaticRetries()
                                .disableRedirectHandling()
                                .disableCookieManagement()
                                .disableAuthCaching()
                                .disableContentCompression()
                                .disableConnectionState()
                                .evictIdleConnections(IDLE));
        http.start();
        this.answerTimeout = answerTimeout;
        this.endpoint =
                http.createEndpoint(
                        gateway
                                + "?httpMethod=POST&throwExceptionOnFailure=false&copyHeaders=false"
                                + "&disableStreamCache=true&skipRequestHeaders=true"
                                + "&skipResponseHeaders=true&userAgent=qq-bridge");
        this.producer = endpoint.createProducer();
        producer.start();
    }

    /** Without a lock that all accounts take twice for each request. */
    private static PoolingHttpClientConnectionManager pool(
            int connections, Duration answerTimeout) {
        return PoolingHttpClientConnectionManagerBuilder.create()
                .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.LAX)
                .setConnectionFactory(
                        ManagedHttpClientConnectionFactory.builder()
                                .http1Config(Http1Config.custom().setBufferSize(BUFFER).build())
                                .build())
                .setMaxConnPerRoute(connections)
                .setMaxConnTotal(connections)
                .setDefaultConnectionConfig(
                        ConnectionConfig.custom()
                                .setConnectTimeout(CONNECT)
                                .setSocketTimeout(Timeout.of(answerTimeout))
                                .setValidateAfterInactivity(RESTED)
                                .build())
                .build();
    }

    @Override
    public byte[] post(byte[] line) throws IOException {
        Exchange exchange = endpoint.createExchange(ExchangePattern.InOut);
        Message request = exchange.getIn();
        request.setBody(new ByteArrayEntity(line, TEXT));
        try {
            producer.process(exchange);
        } catch (Exception e) {
            throw explained(e);
        }
        @Nullable Exception failure = exchange.getException();
        if (failure != null) {
            throw explained(failure);
        }
        Object status = exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE);
        try (InputStream answer = (InputStream) exchange.getMessage().getBody()) {
            byte[] body = answer == null ? new byte[0] : read(answer);
            if (!OK.equals(status)) {
                throw new IOException("it answered with HTTP status " + status);
            }
            return body;
        } catch (SocketTimeoutException e) {
            throw new IOException("its answer stopped for " + answerTimeout.toSeconds() + " s", e);
        }
    }

    private static byte[] read(InputStream answer) throws IOException {
        byte[] bytes = new byte[USUAL_ANSWER];
        int length = 0;
        boolean whole = false;
        try {
            for (int n = answer.read(bytes); n >= 0; ) {
                length += n;
                if (length > MAX_ANSWER) {
                    throw new IOException("its answer is larger than " + MAX_ANSWER + " bytes");
                }
                if (length == bytes.length) {
                    bytes = Arrays.copyOf(bytes, 2 * length);
                }
                n = answer.read(bytes, length, bytes.length - length);
            }
            whole = true;
        } finally {
            if (!whole && answer instanceof EofSensorInputStream body) {
                // Closing it would read on to its end, which may never come.
                body.abort();
            }
        }
        return Arrays.copyOf(bytes, length);
    }

    /** One clause for a person; tells what never left from what may have arrived. */
    private IOException explained(Exception e) {
        String host = URI.create(endpoint.getEndpointUri()).getAuthority();
        return switch (e) {
            case UnknownHostException x ->
                    new NotSentException("the host of " + host + " is unknown");
            case ConnectTimeoutException x ->
                    new NotSentException(host + " does not take connections");
            case ConnectionRequestTimeoutException x ->
                    new NotSentException("all connections to %s are busy".formatted(host));
            case NoRouteToHostException x -> new NotSentException("there is no way to " + host);
            case ConnectException x -> new NotSentException("nobody listens at " + host);
            case SocketTimeoutException x ->
                    new IOException("no answer within " + answerTimeout.toSeconds() + " s", e);
            default -> new IOException("the connection failed: " + e.getMessage(), e);
        };
    }

    @Override
    public void close() {
        producer.stop();
        endpoint.stop();
        pool.close();
    }
}
