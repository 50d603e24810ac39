package io.qqbridge.tracing;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.IdGenerator;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.qqbridge.event.CommandResult;
import io.qqbridge.event.CommandResult.Outcome;
import io.qqbridge.event.Envelope;
import io.qqbridge.event.Event;
import io.qqbridge.event.PresenceChanged;
import io.qqbridge.event.PresenceChanged.SeenBy;
import io.qqbridge.event.SessionChanged;
import io.qqbridge.event.TraceContext;
import io.qqbridge.gateway.Account;
import io.qqbridge.gateway.SessionObserver;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Makes spans: one of each event that an answer brought, from the answer read to Kafka's
 * acknowledgement, which begins a trace; and one of each command, from its record read to its end,
 * which goes on with the command's trace. Their records carry them on as {@code traceparent}. A
 * command's own context says whether it is traced; of the traces that begin here 100 a second are
 * recorded at most, for thousands of accounts would make more than anybody looks at. Accounts have
 * their aliases there; texts, contacts and reasons are not in them. Never blocks.
 */
public final class Tracing implements SessionObserver, AutoCloseable {
    private static final AttributeKey<String> ACCOUNT = AttributeKey.stringKey("qq.account");
    private static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("qq.outcome");
    private static final AttributeKey<Long> CODE = AttributeKey.longKey("qq.code");
    private static final AttributeKey<String> EVENT_ID =
            AttributeKey.stringKey("cloudevents.event_id");
    private static final AttributeKey<String> SERVICE = AttributeKey.stringKey("service.name");

    /** So many traces begin each second, whatever comes. */
    private static final int MOST = 100;

    private static final String UNSAMPLED = TraceFlags.getDefault().asHex();

    /** A collector that takes longer takes nothing. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** What a stopping bridge grants the last spans. */
    private static final Duration LAST = Duration.ofMillis(500);

    private final RateLimit beginnings = new RateLimit(MOST, System::nanoTime);
    private final IdGenerator ids = IdGenerator.random();
    private final Map<String, String> aliases = new ConcurrentHashMap<>();
    private final BoundedExport export;
    private final SdkTracerProvider provider;
    private final Tracer tracer;

    /**
     * Sends spans by OTLP over HTTP.
     *
     * @param collector the whole URL, {@code http://127.0.0.1:4318/v1/traces}
     */
    public Tracing(URI collector) {
        export =
                new BoundedExport(
                        OtlpHttpSpanExporter.builder()
                                .setEndpoint(collector.toString())
                                .setTimeout(PATIENCE)
                                .setConnectTimeout(PATIENCE)
                                .setRetryPolicy(null)
                                .build());
        provider =
                SdkTracerProvider.builder()
                        .setResource(
                                Resource.getDefault()
                                        .merge(
                                                Resource.create(
                                                        Attributes.of(SERVICE, "qq-bridge"))))
                        .addSpanProcessor(export)
                        .build();
        tracer = provider.get("io.qqbridge");
    }

    /** Spans that no collector took, since the start. */
    public long dropped() {
        return export.dropped();
    }

    /** Events on their way to Kafka, those that begin a trace with its context. */
    public final class Received {
        private final List<Envelope> envelopes = new ArrayList<>();
        private final List<Span> spans = new ArrayList<>();

        private Received(List<Envelope> events) {
            for (Envelope envelope : events) {
                if (!isFromTheNetwork(envelope)) {
                    envelopes.add(envelope);
                } else if (beginnings.take()) {
                    Span span = begin(envelope);
                    spans.add(span);
                    envelopes.add(carrying(context(span), envelope));
                } else {
                    envelopes.add(carrying(unsampled(), envelope));
                }
            }
        }

        /** All of them, in their order. */
        public List<Envelope> envelopes() {
            return envelopes;
        }

        /** Whether any of them has a span, which has to be ended. */
        public boolean isTraced() {
            return !spans.isEmpty();
        }

        /** To be called when Kafka has them, or did not take them. */
        public void end(boolean safe) {
            for (Span span : spans) {
                if (!safe) {
                    span.setStatus(StatusCode.ERROR);
                }
                span.end();
            }
        }
    }

    /** Begins the spans of events; those that the bridge made itself have none. */
    public Received received(List<Envelope> events) {
        return new Received(events);
    }

    private static boolean isFromTheNetwork(Envelope envelope) {
        Event event = envelope.event();
        return switch (event.kind()) {
            case MESSAGE, REQUEST -> true;
            case PRESENCE ->
                    event instanceof PresenceChanged change
                            && change.seenBy() == SeenBy.SYSTEM_MESSAGE;
            case DEAD -> !envelope.extensions().containsKey(Envelope.CAUSATION_ID);
            case ROSTER, SESSION, RESULT -> false;
        };
    }

    private Span begin(Envelope envelope) {
        Event event = envelope.event();
        return tracer.spanBuilder("receive " + event.kind().word())
                .setNoParent()
                .setSpanKind(SpanKind.PRODUCER)
                .setStartTimestamp(event.time())
                .setAttribute(ACCOUNT, alias(event.account()))
                .setAttribute(EVENT_ID, envelope.id())
                .startSpan();
    }

    /**
     * Makes the span of a command that has come to its end.
     *
     * @param envelope its result, which carries the command's own trace context, if any
     * @param read when its record was read
     * @return the result, with the span's context
     */
    public Envelope executed(Envelope envelope, CommandResult result, Instant read) {
        Optional<Context> parent = parent(envelope.extensions());
        if (parent.isEmpty() && !beginnings.take()) {
            return carrying(unsampled(), envelope);
        }
        SpanBuilder builder =
                tracer.spanBuilder(result.command() == null ? "unreadable" : result.command())
                        .setParent(parent.orElse(Context.root()))
                        .setSpanKind(SpanKind.CONSUMER)
                        .setStartTimestamp(read)
                        .setAttribute(ACCOUNT, alias(result.account()))
                        .setAttribute(OUTCOME, result.outcome().word());
        if (result.code() != null) {
            builder.setAttribute(CODE, result.code().longValue());
        }
        Span span = builder.startSpan();
        if (result.outcome() != Outcome.ACCEPTED) {
            span.setStatus(StatusCode.ERROR);
        }
        // What came to its end before a crash came to it before it was read this time.
        span.end(result.at().isBefore(read) ? read : result.at());
        return carrying(context(span), envelope);
    }

    /** Without the command's tracestate, which goes on with the result as it is. */
    private static Optional<Context> parent(Map<String, String> extensions) {
        return Optional.ofNullable(extensions.get(TraceContext.PARENT))
                .flatMap(TraceContext::parse)
                .map(
                        parent ->
                                SpanContext.createFromRemoteParent(
                                        parent.traceId(),
                                        parent.parentId(),
                                        TraceFlags.fromHex(parent.flags(), 0),
                                        TraceState.getDefault()))
                .map(parent -> Context.root().with(Span.wrap(parent)));
    }

    private static TraceContext context(Span span) {
        SpanContext context = span.getSpanContext();
        return new TraceContext(
                context.getTraceId(), context.getSpanId(), context.getTraceFlags().asHex());
    }

    /** Of a trace that begins here and that nobody records. */
    private TraceContext unsampled() {
        return new TraceContext(ids.generateTraceId(), ids.generateSpanId(), UNSAMPLED);
    }

    private static Envelope carrying(TraceContext context, Envelope envelope) {
        Map<String, String> extensions = new HashMap<>(envelope.extensions());
        extensions.put(TraceContext.PARENT, context.toString());
        return new Envelope(envelope.id(), envelope.event(), extensions);
    }

    private String alias(String uin) {
        return aliases.getOrDefault(uin, "unknown");
    }

    @Override
    public void changed(Account account, SessionChanged change) {
        aliases.put(account.uin(), account.alias());
    }

    @Override
    public void gone(Account account) {
        aliases.remove(account.uin());
    }

    /** Grants the last spans half a second. */
    @Override
    public void close() {
        provider.shutdown().join(LAST.toMillis(), TimeUnit.MILLISECONDS);
    }
}
