package io.qqbridge.app.kafka;

import io.qqbridge.event.CommandResult;
import io.qqbridge.event.Envelope;
import io.qqbridge.tracing.Tracing;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.SynchronizationAdapter;

import java.time.Instant;
import java.util.List;

/** The step {@code kafkaRecords} where somebody traces: the records carry their spans' contexts. */
public final class TracedRecords implements Processor {
    private final KafkaRecords records;
    private final Tracing tracing;

    public TracedRecords(KafkaRecords records, Tracing tracing) {
        this.records = records;
        this.tracing = tracing;
    }

    @Override
    public void process(Exchange exchange) {
        if (exchange.getMessage().getBody() instanceof List<?> events) {
            Tracing.Received received =
                    tracing.received(
                            events.stream().map(Envelope.class::cast).map(this::ended).toList());
            exchange.getMessage().setBody(received.envelopes());
            if (received.isTraced()) {
                exchange.getExchangeExtension().addOnCompletion(new End(received));
            }
        }
        records.process(exchange);
    }

    private Envelope ended(Envelope envelope) {
        return envelope.event() instanceof CommandResult result
                ? tracing.executed(envelope, result, readAt(envelope))
                : envelope;
    }

    private static Instant readAt(Envelope result) {
        return Instant.ofEpochMilli(Long.parseLong(result.extensions().get(Envelope.READ_AT)));
    }

    /** An exchange is done when Kafka has acknowledged all of it. */
    private static final class End extends SynchronizationAdapter {
        private final Tracing.Received received;

        End(Tracing.Received received) {
            this.received = received;
        }

        @Override
        public void onComplete(Exchange exchange) {
            received.end(true);
        }

        @Override
        public void onFailure(Exchange exchange) {
            received.end(false);
        }
    }
}
