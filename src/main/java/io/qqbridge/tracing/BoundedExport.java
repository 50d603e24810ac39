package io.qqbridge.tracing;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Collection;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;

/**
 * Hands spans to the collector in batches, from a thread of its own. A few thousand wait at most;
 * what comes then, and what the collector does not take, is dropped and counted, and the log says
 * once that it is so and once that it is over.
 */
final class BoundedExport implements SpanProcessor {
    private static final Logger LOG = LoggerFactory.getLogger("qq.bridge");

    /** As many as the library's queue holds, so that it never drops one by itself, uncounted. */
    private static final int MOST = 2_048;

    /** The library's own lines come with a trace; held, for a logger that nobody holds forgets. */
    private static final java.util.logging.Logger LIBRARY =
            java.util.logging.Logger.getLogger("io.opentelemetry");

    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicLong dropped = new AtomicLong();
    private final AtomicBoolean isAway = new AtomicBoolean();
    private final BatchSpanProcessor batches;

    BoundedExport(SpanExporter collector) {
        LIBRARY.setLevel(Level.OFF);
        batches = BatchSpanProcessor.builder(new Watched(collector)).setMaxQueueSize(MOST).build();
    }

    long dropped() {
        return dropped.get();
    }

    @Override
    public void onStart(Context parent, ReadWriteSpan span) {}

    @Override
    public boolean isStartRequired() {
        return false;
    }

    @Override
    public void onEnd(ReadableSpan span) {
        if (!span.getSpanContext().isSampled()) {
            return;
        }
        if (waiting.incrementAndGet() > MOST) {
            waiting.decrementAndGet();
            dropped.incrementAndGet();
        } else {
            batches.onEnd(span);
        }
    }

    @Override
    public boolean isEndRequired() {
        return true;
    }

    @Override
    public CompletableResultCode forceFlush() {
        return batches.forceFlush();
    }

    @Override
    public CompletableResultCode shutdown() {
        return batches.shutdown();
    }

    /** The collector, and what became of each batch. */
    private final class Watched implements SpanExporter {
        private final SpanExporter collector;

        Watched(SpanExporter collector) {
            this.collector = collector;
        }

        @Override
        public CompletableResultCode export(Collection<SpanData> spans) {
            int size = spans.size();
            CompletableResultCode taken = collector.export(spans);
            return taken.whenComplete(() -> ended(size, taken.isSuccess()));
        }

        private void ended(int size, boolean taken) {
            waiting.addAndGet(-size);
            if (taken) {
                if (isAway.compareAndSet(true, false)) {
                    LOG.info("the collector takes spans again");
                }
                return;
            }
            dropped.addAndGet(size);
            if (isAway.compareAndSet(false, true)) {
                LOG.warn(
                        "the collector of qq.tracing.endpoint takes no spans; they are dropped and"
                                + " counted (qq_spans_dropped_total) until it does");
            }
        }

        @Override
        public CompletableResultCode flush() {
            return collector.flush();
        }

        @Override
        public CompletableResultCode shutdown() {
            return collector.shutdown();
        }
    }
}
