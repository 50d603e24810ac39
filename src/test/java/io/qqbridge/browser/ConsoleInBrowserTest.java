package io.qqbridge.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import static org.assertj.core.api.Assertions.assertThat;

import io.qqbridge.app.Key;
import io.qqbridge.browser.Chromium.Visit;
import io.qqbridge.event.EventKind;
import io.qqbridge.testing.BridgeTest;
import io.qqbridge.testing.Control;
import io.qqbridge.testing.KafkaForTests;
import io.qqbridge.testing.Ports;
import io.qqbridge.testing.RunningBridge;
import io.qqbridge.testing.Seen;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** What a person does with the console. */
@BridgeTest
class ConsoleInBrowserTest {
    /** After which whatever has happened is on the page, as the README promises. */
    private static final Duration SOON = Duration.ofSeconds(2);

    private static final String TOKEN = "a-token-for-the-tests";

    private final Chromium chromium;
    private final RunningBridge bridge;
    private final int port;
    private Visit visit;

    ConsoleInBrowserTest(KafkaForTests kafka) throws Exception {
        chromium = Chromium.start();
        port = Ports.free();
        bridge =
                RunningBridge.on(kafka)
                        .gateway(options -> options.withAccounts(4).withCaptcha(1))
                        .setting(Key.MANAGEMENT_PORT, Integer.toString(port))
                        .setting(Key.CONSOLE_TOKEN, TOKEN)
                        .setting(Key.CONSOLE_TEXTS, "true")
                        .start();
        bridge.awaitOnline(bridge.account(0), bridge.account(1), bridge.account(2));
        visit = chromium.visit(port);
    }

    @BeforeEach
    void look() {
        visit.close();
        visit = chromium.visit(port);
        assertThat(visit.find(".live[data-live=true]")).isVisible();
    }

    @AfterEach
    void nothingIsComplainedOf() {
        visit.assertNoComplaint();
    }

    @AfterAll
    void stop() {
        visit.close();
        chromium.close();
        bridge.close();
    }

    private String row(String name) {
        return ".accounts tr:has(button:text-is('%s'))".formatted(name);
    }

    @Test
    void anAccountIsSeenToDropAndToComeBack() {
        Instant kicked = Instant.now();
        bridge.control().post("/accounts/%s/kick".formatted(bridge.account(0)), "");

        visit.find(".events li:has-text('account-1') .state[data-state=drop]").first().waitFor();
        assertThat(Duration.between(kicked, Instant.now())).isLessThan(SOON);
        visit.find(".events li:first-child .state[data-state=online]").waitFor();
        Instant shown = Instant.now();

        Seen back =
                bridge.seen(EventKind.SESSION).stream()
                        .filter(change -> change.key().equals(bridge.account(0)))
                        .filter(change -> change.text("state").equals("online"))
                        .reduce((first, last) -> last)
                        .orElseThrow();
        assertThat(Duration.between(Instant.parse(back.text("since")), shown)).isLessThan(SOON);
        assertThat(visit.find(row("account-1") + " .state")).hasText("online");
        assertThat(visit.find(".said")).containsText("account-1 was dropped");
    }

    @Test
    void aCaptchaIsAnswered() {
        visit.unlock(TOKEN);
        visit.find(row("account-4") + " button").click();
        assertThat(visit.find(".captcha img")).hasJSProperty("naturalWidth", 68);

        visit.find("input[name=answer]").fill("no");
        visit.page().keyboard().press("Enter");
        assertThat(visit.find(".drawer .history li").nth(1))
                .containsText("the picture was answered");

        visit.find("input[name=answer]")
                .fill(
                        bridge.control()
                                .get("/accounts/" + bridge.account(3))
                                .path("captcha")
                                .asText());
        visit.page().keyboard().press("Enter");

        assertThat(visit.find(".drawer .standing .state")).hasText("online");
        assertThat(visit.find(row("account-4") + " .state")).hasText("online");
    }

    @Test
    void anAccountIsPausedAndResumed() {
        visit.unlock(TOKEN);
        visit.find(row("account-2") + " button").click();
        visit.find(".drawer button:text-is('Pause')").click();
        assertThat(visit.find(row("account-2") + " .state")).hasText("paused");
        bridge.control().message(bridge.account(1), "560000001", "while it was paused");

        visit.find(".drawer button:text-is('Resume')").click();

        assertThat(visit.find(row("account-2") + " .state")).hasText("online");
        bridge.await(
                EventKind.MESSAGE, message -> message.text("text").equals("while it was paused"));
    }

    @Test
    void theKeyboardIsEnough() {
        visit.page().keyboard().press("/");
        assertThat(visit.find("#search")).isFocused();
        visit.page().keyboard().type("ACCOUNT-3");
        assertThat(visit.find(".accounts tbody tr")).hasCount(1);
        visit.find(row("account-3") + " button").focus();
        visit.page().keyboard().press("Enter");
        assertThat(visit.find("#drawer-name")).isFocused();
        visit.page().keyboard().press("Escape");
        assertThat(visit.find(".drawer")).hasCount(0);
        assertThat(visit.find(row("account-3") + " button")).isFocused();
    }

    @Test
    void itSpeaksChineseToo() {
        visit.page().getByText("中文").click();

        assertThat(visit.find(".tabs")).containsText("死信");
        assertThat(visit.find("html")).hasAttribute("lang", "zh-CN");
        visit.page().reload();
        assertThat(visit.find(".tabs")).containsText("死信");
    }

    @Test
    void whatOthersWriteIsTextWhateverItSays() {
        String evil =
                "<img src=x onerror=\"document.title='taken'\"><script>document.title='taken'</script>";
        bridge.control().message(bridge.account(0), "560000001", evil + "\u001b[2J\u202e");
        bridge.control()
                .put(
                        "/accounts/%s/login".formatted(bridge.account(2)),
                        Control.json(Map.of("answer", "refuse", "reason", evil)));
        bridge.control().post("/accounts/%s/kick".formatted(bridge.account(2)), "");

        assertThat(visit.find(".events li:has(.state[data-state=message]) .what").first())
                .hasText("560000001: " + evil + "\u27e8001B\u27e9[2J\u27e8202E\u27e9");
        assertThat(visit.find(row("account-3") + " .reason")).containsText(evil);
        assertThat(visit.find("main img")).hasCount(0);
        assertThat(visit.page()).hasTitle("QQ Bus Bridge");
        bridge.control()
                .put("/accounts/%s/login".formatted(bridge.account(2)), "{\"answer\": \"accept\"}");
        visit.unlock(TOKEN);
        visit.find(row("account-3") + " button").click();
        visit.find(".drawer button:text-is('Log in')").click();
        assertThat(visit.find(row("account-3") + " .state")).hasText("online");
    }

    @Test
    void aDeadLetterIsReplayed() throws Exception {
        visit.unlock(TOKEN);
        bridge.send("24259999", "{\"command\": \"list-contacts\"}");
        bridge.await(EventKind.DEAD, letter -> true);
        visit.find("#tab-letters").click();
        assertThat(visit.find(".letters .why").first()).containsText("not in the configuration");

        visit.find(".letters button:text-is('Replay')").first().click();

        assertThat(visit.find(".letters [role=status]")).containsText("Asked: Replay");
        bridge.await(EventKind.RESULT, 2, result -> result.key().equals("24259999"));
    }

    @Test
    void whoDoesNotKnowTheTokenCannotAct() {
        visit.find(row("account-2") + " button").click();

        assertThat(visit.find(".drawer .actions button")).hasCount(4);
        for (int i = 0; i < 4; i++) {
            assertThat(visit.find(".drawer .actions button").nth(i)).isDisabled();
        }
    }
}
