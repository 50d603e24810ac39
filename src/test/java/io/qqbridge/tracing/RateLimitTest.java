package io.qqbridge.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;

/** So many a second, whatever is asked for. */
class RateLimitTest {
    /** A clock of this kind may begin anywhere, and pass from the largest to the smallest. */
    private long now = Long.MAX_VALUE - Duration.ofSeconds(2).toNanos();

    private final RateLimit limit = new RateLimit(100, () -> now);

    private int takenOf(int tries) {
        int taken = 0;
        for (int i = 0; i < tries; i++) {
            taken += limit.take() ? 1 : 0;
        }
        return taken;
    }

    @Test
    void aSecondsWorthIsThereAtOnceAndThenOneForEachThatIsDue() {
        assertThat(takenOf(1_000)).isEqualTo(100);

        now += Duration.ofMillis(30).toNanos();
        assertThat(takenOf(1_000)).isEqualTo(3);
    }

    @Test
    void aQuietHourIsNotSavedUp() {
        now += Duration.ofHours(1).toNanos();

        assertThat(takenOf(1_000)).isEqualTo(100);
    }

    @Test
    void fewHaveAllThatTheyAskFor() {
        for (int second = 0; second < 10; second++) {
            assertThat(takenOf(90)).isEqualTo(90);
            now += Duration.ofSeconds(1).toNanos();
        }
    }
}
