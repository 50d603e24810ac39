package io.qqbridge.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RateTest {
    private final Rate rate = new Rate();

    @Test
    void whatComesAllTheTimeIsSeenAfterSomeMinutes() {
        for (long millis = 0; millis < 600_000; millis += 500) {
            rate.add(1, millis);
        }

        assertThat(rate.perMinute(600_000)).isCloseTo(120, within(2.0));
        assertThat(rate.count()).isEqualTo(1_200);
    }

    @Test
    void whatNoLongerComesIsForgotten() {
        rate.add(100, 1_000);

        assertThat(rate.perMinute(61_000)).isCloseTo(36.8, within(0.1));
        assertThat(rate.perMinute(1_000_000)).isLessThan(0.01);
    }

    @Test
    void itBeginsAtNothing() {
        assertThat(rate.perMinute(Long.MAX_VALUE / 2)).isZero();
        assertThat(rate.count()).isZero();
    }

    @Test
    void aClockThatRunsForYearsDoesNotMatter() {
        long years = 5L * 365 * 24 * 60 * 60 * 1_000;
        rate.add(7, years);

        assertThat(rate.perMinute(years + 10)).isCloseTo(7, within(0.1));
        assertThat(rate.perMinute(years + 60_000)).isCloseTo(2.6, within(0.1));
    }
}
