package io.qqbridge.component;

import io.qqbridge.event.Envelope;
import io.qqbridge.event.EventKind;
import io.qqbridge.gateway.CommandSource;
import io.qqbridge.gateway.Commands;
import io.qqbridge.gateway.Inbox;

import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Connects sessions and routes: it is the inbox of the sessions, which it empties into the routes
 * that start with {@code qq:receive}, and it gives the commands of {@code qq:send} to the sessions.
 */
@Component("qq")
public class QqComponent extends DefaultComponent implements Inbox {
    @Metadata(description = "Carries out the commands that arrive at qq:send", autowired = true)
    private @Nullable Commands commands;

    @Metadata(description = "Where the commands come from that arrive at qq:send as records")
    private CommandSource commandSource = CommandSource.NONE;

    private @Nullable Results results;

    private final Map<EventKind, QqConsumer> consumers = new ConcurrentHashMap<>();

    /** The kinds that a route receives or has received: one that is stopped still wants them. */
    private final Set<EventKind> wanted = ConcurrentHashMap.newKeySet();

    public QqComponent() {}

    public QqComponent(CamelContext context) {
        super(context);
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters)
            throws Exception {
        QqEndpoint endpoint = new QqEndpoint(uri, this, QqOperation.named(remaining));
        setProperties(endpoint, parameters);
        return endpoint;
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        results = new Results(this);
        EventConverters.addTo(getCamelContext().getTypeConverterRegistry());
    }

    /** Each kind of event has one consumer at most, or its events would be acknowledged twice. */
    void add(QqConsumer consumer) {
        for (EventKind kind : consumer.getEndpoint().kinds()) {
            wanted.add(kind);
            QqConsumer other = consumers.putIfAbsent(kind, consumer);
            if (other != null && other != consumer) {
                throw new IllegalArgumentException(
                        "two routes receive %s events: %s and %s; leave one of them"
                                .formatted(kind.word(), other.getRouteId(), consumer.getRouteId()));
            }
        }
    }

    void remove(QqConsumer consumer) {
        consumers.values().removeIf(consumer::equals);
    }

    /**
     * Events of a kind that no route receives are not wanted, and done; those of a route that has
     * been stopped fail, and can be handed over when it runs again.
     */
    @Override
    public CompletableFuture<Void> deliver(List<Envelope> events) {
        Map<EventKind, List<Envelope>> byKind = new EnumMap<>(EventKind.class);
        for (Envelope event : events) {
            byKind.computeIfAbsent(event.event().kind(), kind -> new ArrayList<>()).add(event);
        }
        List<CompletableFuture<Void>> deliveries = new ArrayList<>(byKind.size());
        byKind.forEach(
                (kind, ofKind) -> {
                    QqConsumer consumer = consumers.get(kind);
                    if (consumer != null) {
                        deliveries.add(consumer.receive(kind, ofKind));
                    } else if (wanted.contains(kind)) {
                        deliveries.add(CompletableFuture.failedFuture(stopped(kind)));
                    }
                });
        return deliveries.size() == 1
                ? deliveries.getFirst()
                : CompletableFuture.allOf(deliveries.toArray(CompletableFuture[]::new));
    }

    private static IllegalStateException stopped(EventKind kind) {
        return new IllegalStateException(
                "the route that receives %s events is stopped".formatted(kind.word()));
    }

    /** One for all, or their order would be lost. */
    Results results() {
        return Objects.requireNonNull(results, "the component has not been started");
    }

    public CommandSource getCommandSource() {
        return commandSource;
    }

    public void setCommandSource(CommandSource commandSource) {
        this.commandSource = commandSource;
    }

    public @Nullable Commands getCommands() {
        return commands;
    }

    public void setCommands(Commands commands) {
        this.commands = commands;
    }
}
