package io.qqbridge.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

import org.junit.jupiter.api.Test;

import java.util.stream.LongStream;

/** Many sessions are woken by few threads. */
class SharedPausesTest {
    private static final long SECOND = 1_000_000_000;

    @Property
    void aPauseIsNeverShorterAndHardlyLonger(
            @ForAll @LongRange(min = 0, max = 86_400 * SECOND) long pause, @ForAll long now) {
        assertThat(Time.shared(pause, now)).isBetween(pause, pause + pause / 100);
    }

    @Test
    void pausesThatBeginAtManyTimesEndAtFew() {
        long ends =
                LongStream.range(0, 10_000)
                        .map(i -> i * SECOND / 10_000)
                        .map(now -> now + Time.shared(2 * SECOND, now))
                        .distinct()
                        .count();

        assertThat(ends).isBetween(60L, 130L);
    }
}
