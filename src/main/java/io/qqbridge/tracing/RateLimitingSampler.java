package io.qqbridge.tracing;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Lets so many traces begin each second, evenly, and up to a second's worth of them at once: few
 * accounts have all of their messages traced, and what thousands cost has a limit.
 */
final class RateLimitingSampler implements Sampler {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final long interval;
    private final LongSupplier clock;

    /** When the last one would have begun had they come evenly. */
    private final AtomicLong due;

    /**
     * @param perSecond how many
     * @param clock nanoseconds from an arbitrary start
     */
    RateLimitingSampler(int perSecond, LongSupplier clock) {
        this.interval = SECOND / perSecond;
        this.clock = clock;
        this.due = new AtomicLong(clock.getAsLong() - SECOND);
    }

    @Override
    public SamplingResult shouldSample(
            Context parent,
            String traceId,
            String name,
            SpanKind kind,
            Attributes attributes,
            List<LinkData> links) {
        return mayBegin() ? SamplingResult.recordAndSample() : SamplingResult.drop();
    }

    private boolean mayBegin() {
        long now = clock.getAsLong();
        while (true) {
            long last = due.get();
            long next = Math.max(last - now, -SECOND) + now + interval;
            if (next - now > 0) {
                return false;
            }
            if (due.compareAndSet(last, next)) {
                return true;
            }
        }
    }

    @Override
    public String getDescription() {
        return "RateLimitingSampler{%d/s}".formatted(SECOND / interval);
    }
}
