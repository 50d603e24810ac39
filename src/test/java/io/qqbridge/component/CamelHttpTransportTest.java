package io.qqbridge.component;

import static io.qqbridge.component.RawGateway.keep;
import static io.qqbridge.component.RawGateway.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.zip.GZIPOutputStream;

/** Lines to a gateway and answers back, over connections that come and go. */
class CamelHttpTransportTest {
    private TransportFixture fixture;

    @BeforeEach
    void start() throws Exception {
        fixture = new TransportFixture(2, Duration.ofSeconds(5));
    }

    @AfterEach
    void stop() throws Exception {
        fixture.close();
    }

    @Test
    void theBytesArePostedAsTheyAreAsPlainText() throws Exception {
        String line = "VER=1.1&CMD=CLTMSG&SEQ=1&UIN=2&UN=3&MG=你好+1%25 %2c\u00a0=";

        assertThat(fixture.post(line)).isEqualTo("hello");

        RawGateway.Seen seen = fixture.gateway.requests.getFirst();
        assertThat(new String(seen.body(), StandardCharsets.UTF_8)).isEqualTo(line);
        assertThat(seen.head())
                .startsWith("POST / HTTP/1.1\r\n")
                .containsIgnoringCase("Content-Type: text/plain; charset=UTF-8\r\n")
                .contains("Host: 127.0.0.1:" + fixture.gateway.port())
                .doesNotContainIgnoringCase("Cookie")
                .doesNotContainIgnoringCase("Expect");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n你好",
                "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n你好",
                "HTTP/1.0 200 OK\r\n\r\n你好",
                "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 6\r\n\r\n你好",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n6\r\n你好\r\n0\r\n\r\n"
            })
    void anAnswerIsReadHoweverItIsFramed(String answer) throws Exception {
        fixture.gateway.conduct = write(answer, false);

        assertThat(fixture.post("x")).isEqualTo("你好");
    }

    /** A few octets can be gigabytes. */
    @Test
    void whatIsCompressedUnaskedIsNotExpanded() throws Exception {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (var zip = new GZIPOutputStream(zipped)) {
            zip.write(new byte[100_000]);
        }
        fixture.gateway.conduct =
                out -> {
                    boolean kept =
                            write(
                                            "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n"
                                                    .formatted(zipped.size()),
                                            true)
                                    .answer(out);
                    zipped.writeTo(out);
                    out.flush();
                    return kept;
                };

        assertThat(fixture.transport.post(new byte[] {'x'})).isEqualTo(zipped.toByteArray());
    }

    @Test
    void anEmptyAnswerIsAnAnswer() throws Exception {
        fixture.gateway.conduct = keep("");

        assertThat(fixture.post("x")).isEmpty();
    }

    @Test
    void aPathInTheUrlIsKept() throws Exception {
        try (var transport =
                fixture.to(fixture.gateway.uri().resolve("/a/b"), 2, Duration.ofSeconds(5))) {
            assertThat(TransportFixture.post(transport, "x")).isEqualTo("hello");
        }
        assertThat(fixture.gateway.requests.getFirst().head()).startsWith("POST /a/b HTTP/1.1\r\n");
    }

    @Test
    void aConnectionIsUsedAgain() throws Exception {
        for (int i = 0; i < 20; i++) {
            assertThat(fixture.post("x")).isEqualTo("hello");
        }

        assertThat(fixture.gateway.connections).hasValue(1);
    }

    @Test
    void aGatewayThatClosesAfterEachAnswerWithoutSayingSoIsSurvivedByWhoPausesBetweenPolls()
            throws Exception {
        fixture.gateway.conduct = write("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx", false);

        for (int i = 1; i <= 10; i++) {
            int times = i;
            assertThat(fixture.post("x")).isEqualTo("x");
            // The client counts in milliseconds, and from a little later.
            await().pollDelay(CamelHttpTransport.RESTED.toDuration().plusMillis(50))
                    .until(() -> fixture.gateway.closed.get() == times);
        }

        assertThat(fixture.gateway.requests).hasSize(10);
    }

    @Test
    void manyPostsAtOnceShareTheConnections() throws Exception {
        List<CompletableFuture<String>> posts = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 100; i++) {
                posts.add(
                        CompletableFuture.supplyAsync(
                                () -> {
                                    try {
                                        return fixture.post("x");
                                    } catch (Exception e) {
                                        throw new IllegalStateException(e);
                                    }
                                },
                                threads));
            }
        }

        assertThat(posts).allSatisfy(post -> assertThat(post.join()).isEqualTo("hello"));
        assertThat(fixture.gateway.connections.get()).isLessThanOrEqualTo(2);
    }

    @Test
    void noFailureUsesUpAConnection() throws Exception {
        List<RawGateway.Conduct> failures =
                List.of(
                        write("HTTP/1.1 500 No\r\nContent-Length: 2\r\n\r\nno", true),
                        write("HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\nhalf", false),
                        write("", false),
                        write("nonsense\r\n\r\n", false));
        for (int i = 0; i < 12; i++) {
            fixture.gateway.conduct = failures.get(i % failures.size());
            assertThat(TransportFixture.failure(fixture.transport)).isNotNull();
        }

        fixture.gateway.conduct = keep("hello");

        assertThat(fixture.post("x")).isEqualTo("hello");
        assertThat(fixture.gateway.requests).hasSize(13);
    }
}
