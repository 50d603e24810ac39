package io.qqbridge.component;

import static io.qqbridge.component.RawGateway.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.qqbridge.gateway.Transport.NotSentException;
import io.qqbridge.gateway.Transport.TooLargeException;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

/** What did not arrive and what may have arrived are told apart, for only one is safe to repeat. */
class TransportFailuresTest {
    private static final Duration TIMEOUT = Duration.ofMillis(300);

    /** What a TLS record begins with that opens a connection (RFC 8446, 5.1). */
    private static final int TLS_HANDSHAKE = 22;

    private TransportFixture fixture;

    @BeforeEach
    void start() throws Exception {
        fixture = new TransportFixture(1, TIMEOUT);
    }

    @AfterEach
    void stop() throws Exception {
        fixture.close();
    }

    private Throwable failure() {
        Throwable failure = TransportFixture.failure(fixture.transport);
        for (Throwable t = failure; t != null; t = t.getCause()) {
            assertThat(String.valueOf(t.getMessage())).doesNotContain(TransportFixture.CANARY);
        }
        assertThat(failure.getMessage()).isNotBlank().doesNotContain("\n");
        return failure;
    }

    /** The gateway saw it, once, and it is not said to be unsent. */
    private void assertMayHaveArrived(Throwable failure) {
        assertThat(failure).isInstanceOf(IOException.class).isNotInstanceOf(NotSentException.class);
        assertThat(fixture.gateway.requests).hasSize(1);
    }

    @Test
    void aGatewayThatIsToSpeakTlsIsGreetedSoAndToldNothingBefore() throws Exception {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var transport =
                        fixture.to(
                                URI.create("https://127.0.0.1:" + server.getLocalPort()),
                                1,
                                TIMEOUT)) {
            FutureTask<Integer> firstOctet =
                    new FutureTask<>(
                            () -> {
                                try (Socket caller = server.accept()) {
                                    return caller.getInputStream().read();
                                }
                            });
            Thread.ofVirtual().start(firstOctet);
            assertThat(TransportFixture.failure(transport)).hasMessageContaining("connection");
            assertThat(firstOctet.get()).isEqualTo(TLS_HANDSHAKE);
        }
    }

    @Test
    void aGatewayThatNeverAnswersTheGreetingOfTlsIsNotWaitedForForEver() throws Exception {
        try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var transport =
                        fixture.to(
                                URI.create("https://127.0.0.1:" + silent.getLocalPort()),
                                1,
                                TIMEOUT)) {
            Throwable failure =
                    assertTimeoutPreemptively(
                            Duration.ofSeconds(20), () -> TransportFixture.failure(transport));

            assertThat(failure).isInstanceOf(NotSentException.class);
        }
    }

    @Test
    void whereNobodyListensNothingWasSent() throws Exception {
        URI nobody;
        try (var closedSoon = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = URI.create("http://127.0.0.1:" + closedSoon.getLocalPort());
        }
        try (var transport = fixture.to(nobody, 1, Duration.ofSeconds(5))) {
            assertThat(TransportFixture.failure(transport))
                    .isInstanceOf(NotSentException.class)
                    .hasMessage("nobody listens at " + nobody.getAuthority());
        }
    }

    @Test
    void whereNoHostIsNothingWasSent() throws Exception {
        try (var transport =
                fixture.to(URI.create("http://nowhere.invalid:8000"), 1, Duration.ofSeconds(5))) {
            assertThat(TransportFixture.failure(transport))
                    .isInstanceOf(NotSentException.class)
                    .hasMessage("the host of nowhere.invalid:8000 is unknown");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 302, 400, 404, 500, 503})
    void anotherStatusThan200IsNoAnswer(int status) {
        fixture.gateway.conduct =
                write(
                        "HTTP/1.1 %d What\r\nLocation: /elsewhere\r\n%s\r\n"
                                .formatted(status, status == 204 ? "" : "Content-Length: 0\r\n"),
                        true);

        Throwable failure = failure();

        assertMayHaveArrived(failure);
        assertThat(failure).hasMessage("it answered with HTTP status " + status);
    }

    @Test
    void aConnectionClosedWithoutAnAnswerMayHaveCarriedIt() {
        fixture.gateway.conduct = write("", false);

        assertMayHaveArrived(failure());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\nhalf",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n14\r\nhalf",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n",
                "nonsense"
            })
    void halfAnAnswerIsNone(String half) {
        fixture.gateway.conduct = write(half, false);

        assertMayHaveArrived(failure());
    }

    @Test
    void aGatewayThatSaysNothingIsNotWaitedForForEver() {
        CountDownLatch end = new CountDownLatch(1);
        fixture.gateway.conduct = out -> waitFor(end);

        Throwable failure = failure();
        end.countDown();

        assertMayHaveArrived(failure);
        assertThat(failure).hasMessage("no whole answer within 0 s");
    }

    @Test
    void aGatewayThatStopsInTheMiddleIsNotWaitedForForEver() {
        CountDownLatch end = new CountDownLatch(1);
        fixture.gateway.conduct =
                out ->
                        write("HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\nhalf", true).answer(out)
                                && waitFor(end);

        Throwable failure = assertTimeoutPreemptively(Duration.ofSeconds(10), this::failure);
        end.countDown();

        assertMayHaveArrived(failure);
        assertThat(failure).hasMessage("no whole answer within 0 s");
    }

    @Test
    void anAnswerThatIsTooLargeIsNotReadToItsEnd() {
        byte[] chunk =
                ("10000\r\n" + "x".repeat(0x10000) + "\r\n").getBytes(StandardCharsets.UTF_8);
        fixture.gateway.conduct =
                out -> {
                    boolean kept =
                            write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", true)
                                    .answer(out);
                    while (kept) {
                        out.write(chunk);
                    }
                    return kept;
                };

        Throwable failure = assertTimeoutPreemptively(Duration.ofSeconds(10), this::failure);

        assertMayHaveArrived(failure);
        assertThat(failure)
                .isInstanceOf(TooLargeException.class)
                .hasMessage("its answer is larger than 16777216 bytes");
        await().until(() -> fixture.gateway.closed.get() == 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"X: y\r\n", "x"})
    void aHeadWithoutAnEndIsNotReadForEver(String more) {
        byte[] part = more.repeat(1_000).getBytes(StandardCharsets.UTF_8);
        fixture.gateway.conduct =
                out -> {
                    boolean kept = write("HTTP/1.1 200 OK\r\n", true).answer(out);
                    while (kept) {
                        out.write(part);
                    }
                    return kept;
                };

        Throwable failure = assertTimeoutPreemptively(Duration.ofSeconds(10), this::failure);

        assertMayHaveArrived(failure);
        assertThat(failure).hasMessageContaining("exceeded");
    }

    /** The second waits as long as the first one's answer is waited for, the third longer. */
    @Test
    void whoFindsNoConnectionFreeForSoLongIsToldSoAndSendsNothing() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        fixture.gateway.conduct = out -> waitFor(end);
        List<Future<Throwable>> posts = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            posts.add(threads.submit(() -> TransportFixture.failure(fixture.transport)));
            await().until(() -> fixture.gateway.requests.size() == 1);
            for (int i = 0; i < 2; i++) {
                posts.add(threads.submit(() -> TransportFixture.failure(fixture.transport)));
            }
        }
        end.countDown();

        assertThat(posts)
                .extracting(Future::resultNow)
                .filteredOn(NotSentException.class::isInstance)
                .singleElement(InstanceOfAssertFactories.THROWABLE)
                .hasMessage("all connections to %s are busy", fixture.gateway.uri().getAuthority());
        assertThat(fixture.gateway.requests).hasSize(2);
    }

    private static boolean waitFor(CountDownLatch end) throws IOException {
        try {
            end.await();
            return false;
        } catch (InterruptedException e) {
            throw new InterruptedIOException();
        }
    }
}
