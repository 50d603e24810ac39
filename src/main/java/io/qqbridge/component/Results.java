package io.qqbridge.component;

import io.qqbridge.event.CommandRecord;
import io.qqbridge.event.Envelope;
import io.qqbridge.gateway.Commands.Done;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Brings the ends of commands to the routes that receive results and dead letters, in the order in
 * which they came. While some are on their way others gather, and go together: one command's result
 * waits for nothing, thousands share the way.
 */
final class Results {
    private static final Logger LOG = LoggerFactory.getLogger("qq.component");

    /** So many at a time, for all of them are in memory as records too. */
    private static final int MOST = 1_000;

    /** When so many came at once more are about to come, and are waited for so long. */
    private static final int CROWD = 8;

    private static final Duration MOMENT = Duration.ofMillis(5);

    /** Between two tries. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final QqComponent component;
    private final Queue<Waiting> ended = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean delivering = new AtomicBoolean();

    Results(QqComponent component) {
        this.component = component;
    }

    private record Waiting(Done end, CompletableFuture<Void> safe) {}

    /**
     * Returns at once.
     *
     * @return done when the result is safe and the command's source knows, or never will be
     */
    CompletableFuture<Void> add(Done end) {
        Waiting waiting = new Waiting(end, new CompletableFuture<>());
        ended.add(waiting);
        if (delivering.compareAndSet(false, true)) {
            Thread.ofVirtual().name("results").start(this::deliverAll);
        }
        return waiting.safe();
    }

    private void deliverAll() {
        do {
            for (List<Waiting> some = next(); !some.isEmpty(); some = next()) {
                deliver(some.stream().map(Waiting::end).toList());
                some.forEach(each -> each.safe().complete(null));
                if (some.size() >= CROWD) {
                    LockSupport.parkNanos(MOMENT.toNanos());
                }
            }
            delivering.set(false);
        } while (!ended.isEmpty() && delivering.compareAndSet(false, true));
    }

    private List<Waiting> next() {
        List<Waiting> some = new ArrayList<>();
        while (some.size() < MOST && ended.peek() != null) {
            some.add(ended.remove());
        }
        return some;
    }

    private void deliver(List<Done> ends) {
        List<CommandRecord> records = ends.stream().map(Done::record).toList();
        try {
            deliver("dead letters", deadLetters(ends));
            deliver("results", ends.stream().map(Results::result).toList());
            untilDone("notes", () -> component.getCommandSource().done(records));
        } catch (IllegalStateException e) {
            LOG.warn("{} commands are left for the next start: {}", ends.size(), e.getMessage());
            records.forEach(component.getCommandSource()::left);
        }
    }

    /** Blocks until the routes have taken them. */
    void deliver(String what, List<Envelope> envelopes) {
        if (!envelopes.isEmpty()) {
            untilDone(what, () -> component.deliver(envelopes));
        }
    }

    /** Tried again here and not by the route, so that the order stays. */
    private void untilDone(String what, Supplier<CompletableFuture<Void>> delivery) {
        while (true) {
            try {
                delivery.get().join();
                return;
            } catch (RuntimeException e) {
                // Whatever it was: without another try no result would ever follow it.
                LOG.warn(
                        "{} of commands were not delivered, trying again: {}",
                        what,
                        String.valueOf(e instanceof CompletionException ? e.getCause() : e));
            }
            if (!component.getCamelContext().isRunAllowed()) {
                throw new IllegalStateException(
                        "stopped before their %s were delivered".formatted(what));
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /** What nobody has but these records. */
    static List<Envelope> deadLetters(List<Done> ends) {
        return ends.stream().map(Results::deadLetter).flatMap(Optional::stream).toList();
    }

    private static Optional<Envelope> deadLetter(Done end) {
        return end.deadLetter()
                .map(
                        letter ->
                                new Envelope(
                                        end.record().consequence("dead"),
                                        letter,
                                        Map.of(Envelope.CAUSATION_ID, end.record().id())));
    }

    /**
     * Its id follows from the command's, so that a redelivered command has the same result's id.
     */
    static Envelope result(Done end) {
        CommandRecord record = end.record();
        Map<String, String> extensions = new HashMap<>(record.headers());
        extensions.put(Envelope.CAUSATION_ID, record.id());
        extensions.put(Envelope.READ_AT, Long.toString(record.readAt().toEpochMilli()));
        return new Envelope(record.consequence("result"), end.result(), extensions);
    }
}
