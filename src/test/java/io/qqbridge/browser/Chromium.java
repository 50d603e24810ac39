package io.qqbridge.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** The system's Chromium; tests that need it are skipped where there is none. */
final class Chromium implements AutoCloseable {
    private static final Path PROGRAM = Path.of("/usr/bin/chromium");

    private final Playwright playwright;
    private final Browser browser;

    private Chromium(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    static Chromium start() {
        assumeTrue(Files.isExecutable(PROGRAM), "Chromium is not there (apt-get install chromium)");
        Playwright playwright =
                Playwright.create(
                        new Playwright.CreateOptions()
                                .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        return new Chromium(
                playwright,
                playwright
                        .chromium()
                        .launch(
                                new LaunchOptions()
                                        .setExecutablePath(PROGRAM)
                                        .setArgs(
                                                List.of(
                                                        "--no-sandbox",
                                                        "--disable-gpu",
                                                        "--disable-background-networking",
                                                        "--disable-component-update",
                                                        "--disable-sync",
                                                        "--no-first-run"))));
    }

    /** A page of the console in a browser that knows nothing yet. */
    Visit visit(int port) {
        return visit(port, new NewContextOptions().setLocale("en-GB"));
    }

    Visit visit(int port, NewContextOptions options) {
        return new Visit(browser.newContext(options.setViewportSize(1440, 940)).newPage(), port);
    }

    /** A page, and what the browser complained of. */
    static final class Visit implements AutoCloseable {
        private final Page page;
        private final List<String> complaints = new CopyOnWriteArrayList<>();

        private Visit(Page page, int port) {
            this.page = page;
            page.onConsoleMessage(
                    message -> {
                        if (!message.type().equals("log") && !message.type().equals("info")) {
                            complaints.add(message.text());
                        }
                    });
            page.onPageError(complaints::add);
            page.navigate("http://127.0.0.1:%d/console/".formatted(port));
        }

        Page page() {
            return page;
        }

        Locator find(String selector) {
            return page.locator(selector);
        }

        /** Lets the page act, as a person who knows the token does. */
        void unlock(String token) {
            page.getByText("Unlock actions").first().click();
            page.locator("input[name=token]").fill(token);
            page.keyboard().press("Enter");
            page.getByText("Lock actions").first().waitFor();
        }

        /** Fails if the browser's own console shows anything. */
        void assertNoComplaint() {
            assertThat(complaints).isEmpty();
        }

        @Override
        public void close() {
            page.context().close();
        }
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
