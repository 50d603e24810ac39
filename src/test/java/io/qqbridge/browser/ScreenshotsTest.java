package io.qqbridge.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.options.ColorScheme;

import io.qqbridge.browser.Chromium.Visit;
import io.qqbridge.testing.Moment;
import io.qqbridge.testing.ProgramProcess;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;

/**
 * The README's pictures, made of the demo: {@code mvn -q test -Dtest=ScreenshotsTest
 * -Dscreenshots.write}. Without that the pictures are made and thrown away.
 */
class ScreenshotsTest {
    private static final Duration ENOUGH_TO_SEE =
            System.getProperty("screenshots.write") == null
                    ? Duration.ofSeconds(3)
                    : Duration.ofSeconds(100);

    @TempDir private Path folder = Path.of("");

    @Test
    void theDemoIsShownInLightAndDark() throws Exception {
        Path pictures =
                System.getProperty("screenshots.write") == null ? folder : Path.of("src/docs");
        try (Chromium chromium = Chromium.start();
                ProgramProcess demo = ProgramProcess.start(folder, "demo", "--plain")) {
            int port =
                    Integer.parseInt(demo.awaitGroup("console http://127.0.0.1:([0-9]+)/console/"));
            try (Visit light = chromium.visit(port, in(ColorScheme.LIGHT));
                    Visit dark = chromium.visit(port, in(ColorScheme.DARK))) {
                Moment.after(ENOUGH_TO_SEE);
                dark.find("button.name:text-is('account-1')").click();
                assertThat(dark.find(".drawer .standing")).isVisible();
                take(light, pictures.resolve("console-light.png"));
                take(dark, pictures.resolve("console-dark.png"));
                light.assertNoComplaint();
                dark.assertNoComplaint();
            }
        }
    }

    private static NewContextOptions in(ColorScheme scheme) {
        return new NewContextOptions().setColorScheme(scheme).setLocale("en-GB");
    }

    private static void take(Visit visit, Path file) {
        visit.page().screenshot(new ScreenshotOptions().setPath(file));
    }
}
