package io.qqbridge.app.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;

import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** What is said while Kafka refuses to be read from. */
class UnreadCommandsTest {
    private final Exception forbidden = new TopicAuthorizationException(Set.of("qq.command.v1"));

    private final AtomicLong now = new AtomicLong();
    private final UnreadCommands unread = new UnreadCommands(Map.of(), now::get, Duration.ZERO);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void listen() {
        log.start();
        logger().addAppender(log);
    }

    @AfterEach
    void hearNoMore() {
        logger().detachAppender(log);
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger("qq.bridge");
    }

    private void passes(Duration duration) {
        now.addAndGet(duration.toNanos());
    }

    @Test
    void itIsSaidOnceAndOnceMoreEachHour() {
        for (int second = 0; second < 3_600; second += 30) {
            unread.handle(0, forbidden);
            passes(Duration.ofSeconds(30));
        }
        assertThat(log.list).hasSize(1);

        for (int second = 0; second < 3_600; second += 30) {
            unread.handle(0, forbidden);
            passes(Duration.ofSeconds(30));
        }
        assertThat(log.list).hasSize(2);
    }

    @Test
    void twoRoutesThatFailEachForItsOwnReasonSayItOnceEach() {
        Exception other = new TopicAuthorizationException(Set.of("other"));
        for (int second = 0; second < 60; second++) {
            unread.handle(0, forbidden);
            unread.handle(0, other);
            passes(Duration.ofSeconds(1));
        }

        assertThat(log.list).hasSize(2);
    }

    @Test
    void itIsSeenAsLongAsItLasts() {
        assertThat(unread.isFailing()).isFalse();

        unread.handle(0, forbidden);
        passes(Duration.ofSeconds(5));
        assertThat(unread.isFailing()).isTrue();

        passes(Duration.ofSeconds(6));
        assertThat(unread.isFailing()).isFalse();
    }
}
