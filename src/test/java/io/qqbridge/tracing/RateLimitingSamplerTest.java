package io.qqbridge.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;

/** So many traces a second, whatever comes. */
class RateLimitingSamplerTest {
    /** A clock of this kind may begin anywhere, and pass from the largest to the smallest. */
    private long now = Long.MAX_VALUE - Duration.ofSeconds(2).toNanos();

    private final RateLimitingSampler sampler = new RateLimitingSampler(100, () -> now);

    private int sampledOf(int spans) {
        int sampled = 0;
        for (int i = 0; i < spans; i++) {
            if (sampler.shouldSample(
                                    Context.root(),
                                    "0af7651916cd43dd8448eb211c80319c",
                                    "receive message",
                                    SpanKind.PRODUCER,
                                    Attributes.empty(),
                                    List.of())
                            .getDecision()
                    == SamplingDecision.RECORD_AND_SAMPLE) {
                sampled++;
            }
        }
        return sampled;
    }

    @Test
    void aSecondsWorthMayBeginAtOnceAndThenOneForEachThatIsDue() {
        assertThat(sampledOf(1_000)).isEqualTo(100);

        now += Duration.ofMillis(30).toNanos();
        assertThat(sampledOf(1_000)).isEqualTo(3);
    }

    @Test
    void aQuietHourIsNotSavedUp() {
        now += Duration.ofHours(1).toNanos();

        assertThat(sampledOf(1_000)).isEqualTo(100);
    }

    @Test
    void fewAreAllSampled() {
        for (int second = 0; second < 10; second++) {
            assertThat(sampledOf(90)).isEqualTo(90);
            now += Duration.ofSeconds(1).toNanos();
        }
    }
}
