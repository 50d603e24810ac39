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
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

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
    private final Queue<Done> ended = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean delivering = new AtomicBoolean();

    Results(QqComponent component) {
        this.component = component;
    }

    /** Returns at once; the command's source hears when its result is safe. */
    void add(Done end) {
        ended.add(end);
        if (delivering.compareAndSet(false, true)) {
            Thread.ofVirtual().name("results").start(this::deliverAll);
        }
    }

    private void deliverAll() {
        do {
            for (List<Done> ends = next(); !ends.isEmpty(); ends = next()) {
                deliver(ends);
                if (ends.size() >= CROWD) {
                    LockSupport.parkNanos(MOMENT.toNanos());
                }
            }
            delivering.set(false);
        } while (!ended.isEmpty() && delivering.compareAndSet(false, true));
    }

    private List<Done> next() {
        List<Done> ends = new ArrayList<>();
        while (ends.size() < MOST && ended.peek() != null) {
            ends.add(ended.remove());
        }
        return ends;
    }

    private void deliver(List<Done> ends) {
        List<CommandRecord> records = ends.stream().map(Done::record).toList();
        try {
            deliver("dead letters", deadLetters(ends));
            deliver("results", ends.stream().map(Results::result).toList());
            component.getCommandSource().done(records);
        } catch (IllegalStateException e) {
            LOG.warn("{} commands are left for the next start: {}", ends.size(), e.getMessage());
            records.forEach(component.getCommandSource()::left);
        }
    }

    /** Tried again here and not by the route, so that the order stays. */
    void deliver(String what, List<Envelope> envelopes) {
        while (!envelopes.isEmpty()) {
            try {
                component.deliver(envelopes).join();
                return;
            } catch (CompletionException e) {
                LOG.warn(
                        "{} of commands were not delivered, trying again: {}",
                        what,
                        String.valueOf(e.getCause()));
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
