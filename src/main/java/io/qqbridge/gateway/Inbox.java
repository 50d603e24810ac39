package io.qqbridge.gateway;

import io.qqbridge.event.Envelope;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Where sessions put what they receive. */
public interface Inbox {
    /**
     * Hands events over, in order.
     *
     * @return done when they are safe (Kafka has acknowledged them), failed when the route failed;
     *     after a failure the same events are to be handed over again
     */
    CompletableFuture<Void> deliver(List<Envelope> events);
}
