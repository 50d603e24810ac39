package io.qqbridge.gateway;

import io.qqbridge.event.Envelope;
import io.qqbridge.event.SessionChanged;
import io.qqbridge.event.SessionState;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** Takes what sessions hand over, and says what became of it as a test wishes. */
final class FakeInbox implements Inbox {
    /** What was handed over, each time that it was. */
    final List<List<Envelope>> handedOver = new CopyOnWriteArrayList<>();

    volatile Function<List<Envelope>, CompletableFuture<Void>> conduct =
            events -> CompletableFuture.completedFuture(null);

    @Override
    public CompletableFuture<Void> deliver(List<Envelope> events) {
        handedOver.add(events);
        return conduct.apply(events);
    }

    /** The events of one kind, in order. */
    <T> List<T> all(Class<T> kind) {
        return handedOver.stream()
                .flatMap(List::stream)
                .map(Envelope::event)
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    /** The states that the sessions went through. */
    List<SessionState> states() {
        return all(SessionChanged.class).stream().map(SessionChanged::state).toList();
    }
}
