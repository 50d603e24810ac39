package io.qqbridge.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.options.ColorScheme;

import io.qqbridge.app.Key;
import io.qqbridge.browser.Chromium.Visit;
import io.qqbridge.testing.BridgeTest;
import io.qqbridge.testing.KafkaForTests;
import io.qqbridge.testing.Moment;
import io.qqbridge.testing.Ports;
import io.qqbridge.testing.RunningBridge;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The README's pictures: {@code mvn -q test -Dtest=ScreenshotsTest -Dscreenshots.write}. */
@BridgeTest
@EnabledIfSystemProperty(named = "screenshots.write", matches = ".*")
class ScreenshotsTest {
    private static final Path PICTURES = Path.of("src/docs");
    private static final String TOKEN = "a-token-for-the-tests";
    private static final int ACCOUNTS = 400;
    private static final String GREETING =
            "{\"command\": \"send-message\", \"to\": \"%s\", \"text\": \"hello\"}";
    private static final String[] TEAMS = {"helpdesk", "orders", "press", "shop"};

    private final KafkaForTests kafka;

    ScreenshotsTest(KafkaForTests kafka) {
        this.kafka = kafka;
    }

    @Test
    void itIsShownInLightAndDark() throws Exception {
        int port = Ports.free();
        try (Chromium chromium = Chromium.start();
                RunningBridge bridge =
                        RunningBridge.on(kafka)
                                .gateway(
                                        options ->
                                                options.withAccounts(ACCOUNTS)
                                                        .withChatterPerSecond(30)
                                                        .withRefusing(3)
                                                        .withCaptcha(2))
                                .configuring(0)
                                .setting(Key.MANAGEMENT_PORT, Integer.toString(port))
                                .setting(Key.CONSOLE_TOKEN, TOKEN)
                                .setting(Key.POLL_MIN, "500ms")
                                .setting(Key.POLL_MAX, "2s")
                                .setting(Key.PRESENCE_INTERVAL, "1h")
                                .setting(Key.ROSTER_INTERVAL, "1h")
                                .start()) {
            bridge.writeAccountsFile(accounts(bridge));
            await().atMost(Duration.ofSeconds(60))
                    .until(
                            () ->
                                    bridge.control().get("/accounts").findValues("online").stream()
                                                    .filter(JsonNode::booleanValue)
                                                    .count()
                                            == ACCOUNTS - 5);
            // What waited at the gateway before the start is in Kafka by then.
            Moment.after(Duration.ofSeconds(12));
            try (Visit light = chromium.visit(port, in(ColorScheme.LIGHT));
                    Visit dark = chromium.visit(port, in(ColorScheme.DARK))) {
                bridge.send("24259999", "{\"command\": \"list-contacts\"}");
                for (int i = 0; i < 45; i++) {
                    String account = bridge.account(i * i % 300);
                    bridge.control().post("/accounts/%s/kick".formatted(account), "");
                    for (int j = 0; j < 2 + i % 5; j++) {
                        bridge.send(bridge.account(i + j), GREETING.formatted(account));
                    }
                    Moment.after(Duration.ofMillis(i % 7 * 300L));
                }
                dark.unlock(TOKEN);
                dark.find("thead button:text-is('State')").click();
                dark.find("tr:has(.state[data-state=challenged]) button.name").first().click();
                assertThat(dark.find(".drawer .captcha img")).isVisible();
                take(light, PICTURES.resolve("console-light.png"));
                take(dark, PICTURES.resolve("console-dark.png"));
                light.assertNoComplaint();
                dark.assertNoComplaint();
            }
        }
    }

    private static String accounts(RunningBridge bridge) {
        return IntStream.range(0, ACCOUNTS)
                .mapToObj(
                        i ->
                                "  - {uin: %s, password: demo, alias: %s-%d}%n"
                                        .formatted(
                                                bridge.account(i),
                                                TEAMS[i % TEAMS.length],
                                                i / TEAMS.length + 1))
                .collect(Collectors.joining("", "accounts:\n", ""));
    }

    private static NewContextOptions in(ColorScheme scheme) {
        return new NewContextOptions().setColorScheme(scheme).setLocale("en-GB");
    }

    private static void take(Visit visit, Path file) {
        visit.page().screenshot(new ScreenshotOptions().setPath(file));
    }
}
