package io.qqbridge.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qqbridge.protocol.Answer.Reply;
import io.qqbridge.protocol.Request.Command;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** What goes wrong on request: what the client sees, and whether its command was carried out. */
class FaultsTest {
    private TestGateway gateway;
    private TestClient anna;

    @BeforeEach
    void start() throws Exception {
        gateway = new TestGateway();
        anna = gateway.loggedIn(0);
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void aSlowAnswerIsTheRightOne() throws Exception {
        arm("[{\"kind\": \"slow\", \"delayMs\": 300}]");
        long before = System.nanoTime();

        assertThat(anna.send(anna.uin, "hi")).isEqualTo(new Reply.Done());

        assertThat(System.nanoTime() - before).isGreaterThan(250_000_000L);
        disarm();
        assertThat(anna.poll()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "error, 500",
        "garbage, 200",
        "html, 200",
        "empty, 200",
        "huge, 200",
    })
    void anotherAnswerMeansThatNothingWasDone(String kind, int status) throws Exception {
        arm("[{\"kind\": \"" + kind + "\"}]");

        var answer = gateway.exchange(message());

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(new String(answer.body(), StandardCharsets.UTF_8)).doesNotContain("RES=");
        switch (kind) {
            case "html" ->
                    assertThat(answer.headers().firstValue("content-type")).contains("text/html");
            case "empty" -> assertThat(answer.body()).isEmpty();
            case "huge" -> assertThat(answer.body()).hasSize(10 * 1024 * 1024);
            default -> assertThat(answer.body()).isNotEmpty();
        }
        disarm();
        assertThat(anna.poll()).isEmpty();
    }

    @Test
    void aClosedConnectionMeansThatNothingWasDone() throws Exception {
        arm("[{\"kind\": \"close\"}]");

        assertThatThrownBy(() -> gateway.post(message())).isInstanceOf(IOException.class);

        disarm();
        assertThat(anna.poll()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"lost", "half"})
    void anAnswerThatDoesNotArriveWholeMeansThatItWasDone(String kind) throws Exception {
        arm("[{\"kind\": \"" + kind + "\"}]");

        assertThatThrownBy(() -> gateway.post(message())).isInstanceOf(IOException.class);

        disarm();
        assertThat(gateway.post(message())).as("repeated").contains("RES=0");
        assertThat(anna.poll()).hasSize(1);
    }

    @Test
    void halfAnAnswerPromisesTheWhole() throws Exception {
        arm("[{\"kind\": \"half\"}]");
        try (RawConnection connection = new RawConnection(gateway.simulator.port())) {
            String body = message();
            connection.write(
                    "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: "
                            + body.length()
                            + "\r\n\r\n"
                            + body);

            String whole = "VER=1.1&CMD=CLTMSG&SEQ=7&UIN=10001&RES=0";
            assertThat(connection.readToTheEnd())
                    .containsIgnoringCase("content-length: " + whole.length())
                    .endsWith("\r\n\r\n" + whole.substring(0, whole.length() / 2));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "wrong-seq, VER=1.1&CMD=GETMSGEX&SEQ=79&UIN=10001&RES=0&MN=0",
        "wrong-uin, VER=1.1&CMD=GETMSGEX&SEQ=7&UIN=100019&RES=0&MN=0",
        "wrong-count, VER=1.1&CMD=GETMSGEX&SEQ=7&UIN=10001&RES=0&MN=1"
    })
    void oneFieldIsWrong(String kind, String answer) throws Exception {
        arm("[{\"kind\": \"" + kind + "\"}]");

        assertThat(gateway.post(anna.line("7", new Command.GetMsgEx()))).isEqualTo(answer);
    }

    @Test
    void aFaultStrikesOnlyWhatItIsMeantForAndOnlySoOften() throws Exception {
        TestClient bert = gateway.loggedIn(1);
        arm(
                "[{\"kind\": \"error\", \"command\": \"getmsgex\", \"account\": \"10001\","
                        + " \"times\": 2}]");

        assertThat(anna.send("10002", "hi")).isEqualTo(new Reply.Done());
        assertThat(bert.poll()).hasSize(1);
        for (int expected : new int[] {500, 500, 200}) {
            assertThat(gateway.exchange(anna.line("", new Command.GetMsgEx())).statusCode())
                    .isEqualTo(expected);
        }
        var standing = gateway.control("/faults").get(0);
        assertThat(standing.get("struck").asInt()).isEqualTo(2);
        assertThat(standing.get("command").asText()).isEqualTo("GetMsgEx");
        assertThat(gateway.control("/stats").get("faults").get("error").asInt()).isEqualTo(2);
    }

    @Test
    void aShareOfTheRequestsIsStruck() throws Exception {
        arm("[{\"kind\": \"error\", \"share\": 0.5}]");
        int struck = 0;
        for (int i = 0; i < 200; i++) {
            String poll = anna.line("", new Command.GetMsgEx());
            struck += gateway.exchange(poll).statusCode() == 500 ? 1 : 0;
        }

        assertThat(struck).isBetween(60, 140);
    }

    private String message() {
        return anna.line("7", new Command.CltMsg(anna.uin, "hi"));
    }

    private void arm(String faults) throws Exception {
        assertThat(gateway.controlExchange("PUT", "/faults", faults).statusCode()).isEqualTo(200);
    }

    private void disarm() throws Exception {
        assertThat(gateway.control("DELETE", "/faults", "")).isEmpty();
    }
}
