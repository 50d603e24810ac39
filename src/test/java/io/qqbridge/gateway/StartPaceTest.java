package io.qqbridge.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;

/** How sessions are kept from starting all at once. */
class StartPaceTest {
    /** Pauses as any machine does: a little too long. */
    private static final class Sluggish implements Time {
        private long nanos;

        @Override
        public Instant now() {
            return Instant.EPOCH.plusNanos(nanos);
        }

        @Override
        public long nanos() {
            return nanos;
        }

        @Override
        public void pause(Duration about) {
            nanos += about.toNanos() + Duration.ofMillis(5).toNanos();
        }
    }

    private final Sluggish time = new Sluggish();

    private Duration startsOf(StartPace pace, int sessions) {
        long began = time.nanos();
        for (int i = 0; i < sessions; i++) {
            pace.pause();
        }
        return Duration.ofNanos(time.nanos() - began);
    }

    @Test
    void sessionsStartInTimeThoughPausesLastTooLong() {
        StartPace hundredASecond = new StartPace(100, time);

        assertThat(startsOf(hundredASecond, 200))
                .isBetween(Duration.ofMillis(1_990), Duration.ofMillis(2_020));
    }

    /** A machine that stood still for ten seconds must not start a thousand at once. */
    @Test
    void whatIsFarBehindIsMadeUpForInPartOnly() {
        StartPace hundredASecond = new StartPace(100, time);
        time.pause(Duration.ofSeconds(10));

        assertThat(startsOf(hundredASecond, 200))
                .isBetween(Duration.ofMillis(1_890), Duration.ofMillis(1_930));
    }
}
