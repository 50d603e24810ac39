package io.qqbridge.component;

import io.qqbridge.event.EventKind;

import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Receive messages and events of QQ accounts, and send commands to them. */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "qq",
        title = "QQ",
        syntax = "qq:operation",
        category = {Category.CHAT, Category.MESSAGING},
        headersClass = QqConstants.class)
public class QqEndpoint extends DefaultEndpoint {
    @UriPath(description = "receive (consumer) or send (producer)")
    @Metadata(required = true)
    private final QqOperation operation;

    @UriParam(
            label = "consumer",
            description =
                    "The kinds of events this route receives, separated by commas:"
                            + " message, presence, roster, request, session, dead, and result."
                            + " Each kind can be received by one route.",
            defaultValue = "message,presence,roster,request,session,dead")
    private String events = "message,presence,roster,request,session,dead";

    public QqEndpoint(String uri, QqComponent component, QqOperation operation) {
        super(uri, component);
        this.operation = operation;
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        if (operation != QqOperation.RECEIVE) {
            throw new IllegalArgumentException("a route starts with qq:receive, not with qq:send");
        }
        QqConsumer consumer = new QqConsumer(this, processor);
        configureConsumer(consumer);
        return consumer;
    }

    @Override
    public Producer createProducer() {
        if (operation != QqOperation.SEND) {
            throw new IllegalArgumentException("a route sends to qq:send, not to qq:receive");
        }
        return new QqProducer(this);
    }

    @Override
    public QqComponent getComponent() {
        return (QqComponent) super.getComponent();
    }

    /** The kinds of {@link #getEvents()}. */
    Set<EventKind> kinds() {
        Set<EventKind> kinds = EnumSet.noneOf(EventKind.class);
        for (String word : events.split(",", -1)) {
            kinds.add(
                    Arrays.stream(EventKind.values())
                            .filter(kind -> kind.word().equals(word.strip()))
                            .findFirst()
                            .orElseThrow(() -> noKind(word)));
        }
        return kinds;
    }

    private static IllegalArgumentException noKind(String word) {
        return new IllegalArgumentException(
                "events=%s names no kind of event; there are %s"
                        .formatted(
                                word.strip().toLowerCase(Locale.ROOT),
                                Arrays.stream(EventKind.values())
                                        .map(EventKind::word)
                                        .collect(Collectors.joining(", "))));
    }

    public String getEvents() {
        return events;
    }

    public void setEvents(String events) {
        this.events = events;
    }

    public QqOperation getOperation() {
        return operation;
    }
}
