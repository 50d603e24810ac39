package io.qqbridge.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;

/** What clients of twenty years ago send, byte by byte. */
class OldClientsTest {
    private static final String LOGIN =
            "VER=1.1&CMD=Login&SEQ=7&UIN=10001&PS=" + TestClient.PASSWORD + "&M5=1&LC=X";
    private static final String LOGGED_IN =
            "VER=1.1&CMD=Login&SEQ=7&UIN=10001&RES=0&RS=0&HI=60&LI=300";

    private TestGateway gateway;

    @BeforeEach
    void start() throws Exception {
        gateway = new TestGateway();
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void http10IsAnsweredAndClosed() throws Exception {
        try (RawConnection connection = connect()) {
            connection.write("POST / HTTP/1.0\r\n" + lengthOf(LOGIN) + "\r\n" + LOGIN);

            assertThat(connection.readToTheEnd())
                    .startsWith("HTTP/1.0 200 ")
                    .endsWith("\r\n\r\n" + LOGGED_IN);
        }
    }

    @Test
    void http10WithKeepAliveIsKeptOpen() throws Exception {
        try (RawConnection connection = connect()) {
            String request =
                    "POST / HTTP/1.0\r\nConnection: keep-alive\r\n"
                            + lengthOf(LOGIN)
                            + "\r\n"
                            + LOGIN;

            assertThat(connection.write(request).readAnswer()).endsWith(LOGGED_IN);
            assertThat(connection.write(request).readAnswer()).endsWith(LOGGED_IN);
        }
    }

    @Test
    void http11IsKeptOpen() throws Exception {
        try (RawConnection connection = connect()) {
            String request = "POST / HTTP/1.1\r\nHost: x\r\n" + lengthOf(LOGIN) + "\r\n" + LOGIN;

            assertThat(connection.write(request).readAnswer()).endsWith(LOGGED_IN);
            assertThat(connection.write(request).readAnswer()).endsWith(LOGGED_IN);
        }
    }

    @Test
    void http11WithCloseIsClosed() throws Exception {
        try (RawConnection connection = connect()) {
            connection.write(
                    "POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                            + lengthOf(LOGIN)
                            + "\r\n"
                            + LOGIN);

            assertThat(connection.readToTheEnd()).endsWith(LOGGED_IN);
        }
    }

    @Test
    void theWholeUrlMayStandInTheRequestLine() throws Exception {
        try (RawConnection connection = connect()) {
            connection.write(
                    "POST http://tqq.tencent.com:8000/ HTTP/1.1\r\nHost: tqq.tencent.com:8000\r\n"
                            + lengthOf(LOGIN)
                            + "\r\n"
                            + LOGIN);

            assertThat(connection.readAnswer()).endsWith(LOGGED_IN);
        }
    }

    @Test
    void aBodyMayComeInChunks() throws Exception {
        try (RawConnection connection = connect()) {
            connection.write("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
            connection.write("5\r\n" + LOGIN.substring(0, 5) + "\r\n");
            connection.write(
                    Integer.toHexString(LOGIN.length() - 5)
                            + "\r\n"
                            + LOGIN.substring(5)
                            + "\r\n0\r\n\r\n");

            assertThat(connection.readAnswer()).endsWith(LOGGED_IN);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Content-Type: text/plain; charset=UTF-8\r\n",
                "Content-Type: application/x-www-form-urlencoded\r\n",
                "Content-Type: nonsense\r\n"
            })
    void anyContentTypeWillDo(String header) throws Exception {
        try (RawConnection connection = connect()) {
            connection.write(
                    "POST / HTTP/1.1\r\nHost: x\r\n" + header + lengthOf(LOGIN) + "\r\n" + LOGIN);

            assertThat(connection.readAnswer()).startsWith("HTTP/1.1 200 ").endsWith(LOGGED_IN);
        }
    }

    @Test
    void aNewlineBehindTheBodyDoesNotHurtTheNextRequest() throws Exception {
        try (RawConnection connection = connect()) {
            String request =
                    "POST / HTTP/1.1\r\nHost: x\r\n" + lengthOf(LOGIN) + "\r\n" + LOGIN + "\r\n";

            assertThat(connection.write(request).readAnswer()).endsWith(LOGGED_IN);
            assertThat(connection.write(request).readAnswer()).endsWith(LOGGED_IN);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "VER=1.1&CMD=Login&SEQ=7&UIN=10001&PS=%s&M5=1&LC=X\n",
                "VER=1.1&CMD=Login&SEQ=7&UIN=10001&PS=%s&M5=1&LC=X\r\n",
                "VER=1.1&CMD=Login&SEQ=7&UIN=10001&PS=%s&M5=1&LC=X&",
                "VER= 1.1&CMD= Login &SEQ=7 &UIN= 10001&PS= %s &M5=1&LC=X",
                "VER=1.1&CMD=login&SEQ=7&UIN=10001&PS=%s",
                "VER=1.1&CMD=LOGIN&SEQ=7&UIN=10001&PS=%s",
                "UIN=10001&SEQ=7&PS=%s&CMD=Login&VER=1.1&WHAT=ever",
                "VER=1.0&CMD=Login&SEQ=7&UIN=10001&PS=%s&M5=1",
                "VER=1.2&CMD=Login&SEQ=7&UIN=10001&PS=%s&M5=1",
                "VER=1.4&CMD=Login&SEQ=7&UIN=10001&PS=%s&M5=1"
            })
    void aLineIsUnderstoodHoweverItIsWritten(String line) throws Exception {
        assertThat(gateway.post(line.formatted(TestClient.PASSWORD))).isEqualTo(LOGGED_IN);
    }

    @Test
    void anUnknownVersionIsAnsweredWithTheBareNull() throws Exception {
        assertThat(gateway.post(LOGIN.replace("VER=1.1", "VER=9.9"))).isEqualTo("NULL");
        assertThat(gateway.post("VER=9.9&CMD=Dance&SEQ=7&UIN=10001")).isEqualTo("NULL");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "&&&",
                "=",
                "no line at all",
                "CMD=Login",
                "VER=1.1&CMD=Dance&SEQ=1&UIN=10001",
                "VER=1.1&CMD=List&SEQ=1&UIN=10001&TN=many&UN=0",
                "VER=1.1&CMD=CLTMSG&SEQ=1&UIN=10001",
                "{\"cmd\": \"Login\"}"
            })
    void whatIsNoRequestGetsALineThatSaysSo(String body) throws Exception {
        var answer = gateway.exchange(body);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(new String(answer.body(), StandardCharsets.UTF_8))
                .matches("VER=1\\.1&CMD=[^&]*&SEQ=[^&]*&UIN=[^&]*&RES=1");
    }

    @Test
    void aMalformedRequestGetsItsEnvelopeBack() throws Exception {
        assertThat(gateway.post("VER=1.1&CMD=Dance&SEQ=55&UIN=10001&X=1\r\n"))
                .isEqualTo("VER=1.1&CMD=Dance&SEQ=55&UIN=10001&RES=1");
    }

    @Test
    void onlyPostIsSupported() throws Exception {
        try (RawConnection connection = connect()) {
            assertThat(connection.write("GET / HTTP/1.1\r\nHost: x\r\n\r\n").readAnswer())
                    .startsWith("HTTP/1.1 405 ")
                    .containsIgnoringCase("allow: POST");
        }
    }

    @Test
    void aBodyOfMoreThanAMebibyteIsRefused() throws Exception {
        String longest = LOGIN + "&X=" + "x".repeat(1024 * 1024 - LOGIN.length() - 3);

        assertThat(gateway.exchange(longest).statusCode()).isEqualTo(200);
        assertThat(gateway.exchange(longest + "x").statusCode()).isEqualTo(413);
        assertThat(gateway.exchange(LOGIN).statusCode()).isEqualTo(200);
    }

    private RawConnection connect() throws Exception {
        return new RawConnection(gateway.simulator.port());
    }

    private static String lengthOf(String body) {
        return "Content-Length: " + body.length() + "\r\n";
    }
}
