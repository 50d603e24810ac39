package io.qqbridge.component;

import io.qqbridge.event.Envelope;
import io.qqbridge.event.EventKind;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Makes one exchange of the events of one kind that one poll brought. */
public class QqConsumer extends DefaultConsumer {

    public QqConsumer(QqEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
    }

    @Override
    public QqEndpoint getEndpoint() {
        return (QqEndpoint) super.getEndpoint();
    }

    /**
     * Starts an exchange with these events as its body, a {@code List<Envelope>}.
     *
     * @return done with the exchange, failed when the route failed it
     */
    CompletableFuture<Void> receive(EventKind kind, List<Envelope> events) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Exchange exchange = createExchange(false);
        exchange.getMessage().setBody(events);
        exchange.getMessage().setHeader(QqConstants.EVENT_KIND, kind.word());
        exchange.getMessage().setHeader(QqConstants.ACCOUNT, events.getFirst().event().account());
        getAsyncProcessor()
                .process(
                        exchange,
                        doneSync -> {
                            Exception failure = exchange.getException();
                            releaseExchange(exchange, false);
                            if (failure == null) {
                                done.complete(null);
                            } else {
                                done.completeExceptionally(failure);
                            }
                        });
        return done;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        getEndpoint().getComponent().add(this);
    }

    @Override
    protected void doStop() throws Exception {
        getEndpoint().getComponent().remove(this);
        super.doStop();
    }
}
