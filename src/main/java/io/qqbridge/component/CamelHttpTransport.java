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
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Posts lines through camel-http: one endpoint, one pool of kept-alive connections for all
 * accounts.
 */
public final class CamelHttpTransport implements Transport, AutoCloseable {
    private static final Integer OK = 200;

    private static final ContentType TEXT = ContentType.create("text/plain", "UTF-8");

    /**
     * A connection that rested this long is looked at before it is used, for the gateway may have
     * closed it; less than the pause between two polls. The look waits a millisecond and ends in an
     * exception, which costs as much as a command.
     */
    static final TimeValue RESTED = TimeValue.ofMilliseconds(250);

    /** What a burst of requests opened is closed again; a gateway may do so sooner. */
    private static final TimeValue IDLE = TimeValue.ofSeconds(60);

    /** Bytes of a connection's two buffers, of which there may be thousands. */
    private static final int BUFFER = 2048;

    /** Octets of one line of an answer's head, and lines of it: else a gateway fills the memory. */
    private static final int LONGEST_LINE = 8 * 1024;

    private static final int MOST_HEADERS = 100;

    private static final Timeout CONNECT = Timeout.ofSeconds(5);

    /**
     * As many as there may be connections. Who finds none free waits here, where a wait costs no
     * memory to speak of, and not in the HTTP client: ten thousand did, when a gateway hung.
     */
    private final Semaphore free;

    private final Duration patience;
    private final PoolingHttpClientConnectionManager pool;
    private final Endpoint endpoint;
    private final Producer producer;

    /**
     * @param gateway the gateway's URL
     * @param connections the most connections open at a time
     * @param patience how long an answer may take, and before it a connection
     */
    public CamelHttpTransport(CamelContext context, URI gateway, int connections, Duration patience)
            throws Exception {
        this.free = new Semaphore(connections, true);
        this.patience = patience;
        this.pool = pool(connections);
        HttpComponent http = new HttpComponent();
        http.setCamelContext(context);
        http.setClientConnectionManager(pool);
        http.setConnectionRequestTimeout(patience.toMillis());
        // Whether a request may be repeated is the caller's to know, never the HTTP client's.
        http.setHttpClientConfigurer(
                client ->
                        client.disableAutomaticRetries()
                                .disableRedirectHandling()
                                .disableCookieManagement()
                                // Else it reads the names of all public domains, for cookies.
                                .setDefaultCookieSpecRegistry(name -> null)
                                .disableAuthCaching()
                                .disableContentCompression()
                                .disableConnectionState()
                                // It wants no password of HTTP's own; what looks for one reads
                                // the URL's parts anew for each request.
                                .replaceExecInterceptor(
                                        ChainElement.PROTOCOL.name(),
                                        (request, scope, chain) -> chain.proceed(request, scope))
                                .evictIdleConnections(IDLE)
                                .addExecInterceptorBefore(
                                        ChainElement.MAIN_TRANSPORT.name(),
                                        "whole answers",
                                        new WholeAnswers(patience)));
        http.start();
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
    private static PoolingHttpClientConnectionManager pool(int connections) {
        return PoolingHttpClientConnectionManagerBuilder.create()
                .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.LAX)
                .setConnectionFactory(
                        ManagedHttpClientConnectionFactory.builder()
                                .http1Config(
                                        Http1Config.custom()
                                                .setBufferSize(BUFFER)
                                                .setMaxLineLength(LONGEST_LINE)
                                                .setMaxHeaderCount(MOST_HEADERS)
                                                .build())
                                .build())
                .setMaxConnPerRoute(connections)
                .setMaxConnTotal(connections)
                .setTlsSocketStrategy(
                        (socket, host, port, attachment, context) ->
                                Tls.STRATEGY.upgrade(socket, host, port, attachment, context))
                .setDefaultConnectionConfig(
                        ConnectionConfig.custom()
                                .setConnectTimeout(CONNECT)
                                .setSocketTimeout(Timeout.DISABLED)
                                .setValidateAfterInactivity(RESTED)
                                .build())
                .build();
    }

    /**
     * Of a class of its own, so that it is made for the first connection that wants it: to read all
     * certificates takes a tenth of a start, and most gateways speak no TLS.
     */
    private static final class Tls {
        static final TlsSocketStrategy STRATEGY = DefaultClientTlsStrategy.createDefault();
    }

    @Override
    public byte[] post(byte[] line) throws IOException {
        awaitFree();
        try {
            return exchange(line);
        } finally {
            free.release();
        }
    }

    private void awaitFree() throws NotSentException {
        try {
            if (!free.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                throw allBusy();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotSentException("interrupted");
        }
    }

    private NotSentException allBusy() {
        return new NotSentException("all connections to %s are busy".formatted(host()));
    }

    private byte[] exchange(byte[] line) throws IOException {
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
        if (!OK.equals(status)) {
            throw new IOException("it answered with HTTP status " + status);
        }
        return exchange.getMessage().getBody() instanceof InputStream answer
                ? answer.readAllBytes()
                : new byte[0];
    }

    /** One clause for a person; tells what never left from what may have arrived. */
    private IOException explained(Exception e) {
        String host = host();
        return switch (e) {
            case UnknownHostException x ->
                    new NotSentException("the host of " + host + " is unknown");
            case ConnectTimeoutException x ->
                    new NotSentException(host + " does not take connections");
            case ConnectionRequestTimeoutException x -> allBusy();
            case NoRouteToHostException x -> new NotSentException("there is no way to " + host);
            case ConnectException x -> new NotSentException("nobody listens at " + host);
            case WholeAnswers.NotWhole x -> x;
            case TooLargeException x -> x;
            default -> new IOException("the connection failed: " + e.getMessage(), e);
        };
    }

    private String host() {
        return URI.create(endpoint.getEndpointUri()).getAuthority();
    }

    @Override
    public void close() {
        producer.stop();
        endpoint.stop();
        pool.close();
    }
}
