package io.qqbridge.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.qqbridge.app.Key;
import io.qqbridge.testing.BridgeTest;
import io.qqbridge.testing.Control;
import io.qqbridge.testing.KafkaForTests;
import io.qqbridge.testing.Ports;
import io.qqbridge.testing.RunningBridge;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.http.HttpResponse;

/** What the console does not do, whoever asks. */
@BridgeTest
class ConsoleRefusesTest {
    private static final String PAUSE = "/console/api/accounts/account-1/pause";
    private static final String BEARER = "Bearer " + ConsoleClient.TOKEN;
    private static final String JSON = "application/json";

    private final RunningBridge bridge;
    private final ConsoleClient console;

    ConsoleRefusesTest(KafkaForTests kafka) throws Exception {
        int port = Ports.free();
        bridge =
                RunningBridge.on(kafka)
                        .setting(Key.MANAGEMENT_PORT, Integer.toString(port))
                        .setting(Key.CONSOLE_TOKEN, ConsoleClient.TOKEN)
                        .start();
        console = new ConsoleClient(port);
        bridge.awaitOnline();
    }

    @AfterEach
    void nothingWasDone() {
        assertThat(console.get("accounts/account-1").path("row").path("state").asText())
                .isEqualTo("online");
    }

    @AfterAll
    void stop() {
        bridge.close();
    }

    private static void refused(HttpResponse<String> answer, int status, String why) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).isEqualTo("{\"error\":\"%s\"}".formatted(why));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Bearer",
                "Bearer ",
                "Bearer a-token-for-the-test",
                "Bearer a-token-for-the-tests1",
                "Bearer A-TOKEN-FOR-THE-TESTS",
                "Basic a-token-for-the-tests",
                "a-token-for-the-tests"
            })
    void oneWithoutTheToken(String authorization) {
        HttpResponse<String> answer =
                console.ask(
                        "POST", PAUSE, "{}", "Content-Type", JSON, "Authorization", authorization);

        refused(answer, 401, "the token is missing or wrong");
        assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer");
    }

    @Test
    void anybodyWhereNoTokenIsConfigured(KafkaForTests kafka) throws Exception {
        int port = Ports.free();
        try (RunningBridge other =
                RunningBridge.on(kafka)
                        .setting(Key.MANAGEMENT_PORT, Integer.toString(port))
                        .start()) {
            other.awaitOnline();
            refused(
                    new ConsoleClient(port).act("accounts/account-1/pause", "{}"),
                    403,
                    "the console only shows; set qq.console.token to act");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Origin|http://evil.example",
                "Origin|null",
                "Origin|http://127.0.0.1:1",
                "Sec-Fetch-Site|cross-site",
                "Sec-Fetch-Site|same-site"
            })
    void aPageOfAnotherSite(String header, String value) {
        refused(
                console.ask(
                        "POST",
                        PAUSE,
                        "{}",
                        "Authorization",
                        BEARER,
                        "Content-Type",
                        JSON,
                        header,
                        value),
                403,
                "a page of another site may not ask this");
    }

    @Test
    void aPageOfAnotherSiteThatOnlyLooks() {
        refused(
                console.ask("GET", "/console/api/stream", "", "Sec-Fetch-Site", "cross-site"),
                403,
                "a page of another site may not ask this");
        assertThat(
                        console.ask(
                                        "GET",
                                        "/console/api/accounts",
                                        "",
                                        "Origin",
                                        "http://evil.example")
                                .headers()
                                .map())
                .doesNotContainKey("access-control-allow-origin");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "application/jsonp"})
    void aBodyOfAnotherKind(String type) {
        refused(
                console.ask("POST", PAUSE, "{}", "Authorization", BEARER, "Content-Type", type),
                415,
                "the body is JSON, and its content type application/json");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|the body is no JSON object",
                "{|the body is no JSON",
                "[]|the body is no JSON object",
                "{} {}|the body is no JSON",
                "{\"a\": 1, \"a\": 2}|the body is no JSON",
                "nonsense|the body is no JSON"
            })
    void aBodyThatIsNoObject(String body, String why) {
        refused(console.act("accounts/account-1/pause", body), 400, why);
    }

    @Test
    void aBodyThatIsTooLong() {
        refused(
                console.act(
                        "accounts/account-1/pause", "{\"a\": \"%s\"}".formatted("x".repeat(5_000))),
                413,
                "the body is longer than 4096 bytes");
    }

    @Test
    void aBodyThatIsNestedWithoutEnd() {
        refused(
                console.act("accounts/account-1/pause", "[".repeat(4_000)),
                400,
                "the body is no JSON");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "accounts/nobody/pause|404|there is no such account",
                "accounts/account-1/explode|404|there are login, logout, pause, resume and captcha,"
                        + " no other actions",
                "accounts/account-1/captcha|400|the body has no text 'answer'",
                "dead-letters/replay|400|the body has no text 'place'"
            })
    void whatIsNotThere(String path, int status, String why) {
        refused(console.act(path, "{}"), status, why);
    }

    @Test
    void anAnswerToNoPicture() {
        refused(
                console.act("accounts/account-1/captcha", "{\"answer\": \"1234\"}"),
                409,
                "the account waits with no picture");
        refused(
                console.act(
                        "accounts/account-1/captcha",
                        "{\"answer\": \"%s\"}".formatted("1".repeat(65))),
                400,
                "answer is what the picture shows, 64 characters at most");
    }

    @ParameterizedTest
    @ValueSource(strings = {"size=0", "size=201", "page=-1", "page=x", "sort=uin", "size=99999999"})
    void aWrongParameter(String parameter) {
        HttpResponse<String> answer = console.ask("GET", "/console/api/accounts?" + parameter, "");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).startsWith("{\"error\":\"" + parameter.replaceAll("=.*", " is"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/console/../application.properties",
                "/console/%2e%2e/application.properties",
                "/console/..%2fapplication.properties",
                "/console/vendor/../../console/index.htm",
                "/console/%00",
                "/console//etc/passwd",
                "/console/vendor",
                "/console/vendor/",
                "/console/api",
                "/console/api/accounts/..%2f..%2fobserve"
            })
    void aPathThatLeadsElsewhere(String path) throws IOException {
        assertThat(console.raw("GET " + path + " HTTP/1.1", "Host: localhost"))
                .isIn("HTTP/1.1 404 Not Found", "HTTP/1.1 400 Bad Request");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:9876",
                "localhost.evil.example",
                "127.0.0.1.evil.example",
                "[::1].evil.example",
                "1.2.3.4.5"
            })
    void aNameThatIsNotItsOwn(String host) throws IOException {
        assertThat(console.raw("GET /console/ HTTP/1.1", "Host: " + host))
                .matches("HTTP/1.1 (421|400) .*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST:9876", "127.0.0.1:1", "[::1]:9876", "10.0.0.7"})
    void butNotItsAddressAndLocalhost(String host) throws IOException {
        assertThat(console.raw("GET /console/ HTTP/1.1", "Host: " + host))
                .isEqualTo("HTTP/1.1 200 OK");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"})
    void otherMethods(String method) throws IOException {
        assertThat(
                        console.raw(
                                method + " /console/api/accounts HTTP/1.1",
                                "Host: localhost",
                                "Authorization: " + BEARER,
                                "Content-Type: " + JSON))
                .matches("HTTP/1.1 40[45] .*");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/console/", "/console/main.js", "/console/api/accounts", "/console/no"})
    void toBeFramedSniffedOrGivenScripts(String path) {
        var headers = console.ask("GET", path, "").headers();

        assertThat(headers.firstValue("Content-Security-Policy").orElse(""))
                .startsWith("default-src 'none'; script-src 'self';")
                .contains("frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(headers.firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(headers.firstValue("Referrer-Policy")).contains("no-referrer");
    }

    @Test
    void theRestOfThePortIsAsItWas() {
        assertThat(new Control(console.port()).text("/observe/metrics")).contains("qq_sessions");
        HttpResponse<String> root = console.ask("GET", "/", "");
        assertThat(root.statusCode()).isEqualTo(302);
        assertThat(root.headers().firstValue("Location")).contains("/console/");
    }
}
