package io.qqbridge.app.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A log that stays readable when much goes wrong at once. */
class CalmTest {
    private final LoggerContext context = new LoggerContext();
    private final Lines lines = new Lines();
    private final Calm calm = new Calm();
    private final Logger log = context.getLogger("qq.test");

    private static final class Lines extends AppenderBase<ILoggingEvent> {
        final List<String> all = new CopyOnWriteArrayList<>();

        @Override
        protected void append(ILoggingEvent event) {
            all.add(event.getLevel() + " " + event.getFormattedMessage());
        }
    }

    @BeforeEach
    void start() {
        lines.setContext(context);
        lines.start();
        calm.setContext(context);
        calm.setWindowMillis(1_000);
        calm.addAppender(lines);
        calm.start();
        context.getLogger("qq.test").addAppender(calm);
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    @Test
    void ofAFloodAFewLinesAreShownAndThenACount() {
        for (int i = 0; i < 10_000; i++) {
            log.atWarn().addKeyValue("account", "account-" + i).log("no answer from {}", "there");
        }
        log.warn("something else");

        assertThat(lines.all)
                .hasSize(11)
                .startsWith("WARN no answer from there")
                .endsWith("WARN something else");
        await().until(() -> lines.all.size() == 12);
        assertThat(lines.all.getLast())
                .isEqualTo("WARN (9,990 more like this within 1 s) no answer from there");
    }

    @Test
    void afterAFloodAllIsAsBefore() {
        for (int i = 0; i < 11; i++) {
            log.info("the same");
        }
        await().until(() -> lines.all.size() == 11);

        log.info("the same");

        assertThat(lines.all).hasSize(12).endsWith("INFO the same");
    }
}
