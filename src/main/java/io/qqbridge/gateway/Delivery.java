package io.qqbridge.gateway;

import io.qqbridge.event.Envelope;
import io.qqbridge.event.Event;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;

/** Hands one session's events over and waits until they are safe, however long that takes. */
final class Delivery {
    /** What a stopping bridge still grants all events that Kafka has not acknowledged. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    /** Kafka usually takes milliseconds; whoever waits this long wants to hear of it. */
    private static final Duration LONG = Duration.ofSeconds(5);

    private final Account account;
    private final Inbox inbox;
    private final SessionObserver observer;
    private final Time time;
    private final Backoff backoff;
    private final Runnable signOfLife;
    private Duration signOfLifeEvery = Duration.ofSeconds(30);
    private final CompletableFuture<Instant> stop = new CompletableFuture<>();

    Delivery(
            Account account,
            Inbox inbox,
            SessionObserver observer,
            Time time,
            RandomGenerator random,
            Runnable signOfLife) {
        this.account = account;
        this.inbox = inbox;
        this.observer = observer;
        this.time = time;
        this.backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(10), random);
        this.signOfLife = signOfLife;
    }

    /** How often the network is shown that the account is alive while Kafka keeps us waiting. */
    void signOfLifeEvery(Duration interval) {
        signOfLifeEvery = interval;
    }

    /** From now on an event that Kafka does not take is given up after a short grace. */
    void stop() {
        stop.complete(Instant.now().plus(GRACE));
    }

    /** Returns when the events are safe; only a bridge that stops gives up. */
    void deliver(List<? extends Event> events) {
        if (events.isEmpty()) {
            return;
        }
        List<Envelope> envelopes = withIds(events);
        long read = time.nanos();
        while (!handOver(envelopes)) {
            if (stop.isDone()) {
                return;
            }
            time.pause(backoff.next());
            signOfLife.run();
        }
        backoff.reset();
        observer.delivered(account, envelopes, SessionStatus.since(read, time.nanos()));
    }

    /** Ids are given once, before the first try, so that a duplicate carries the same. */
    private static List<Envelope> withIds(List<? extends Event> events) {
        String batch = UUID.randomUUID().toString();
        List<Envelope> envelopes = new ArrayList<>(events.size());
        for (Event event : events) {
            envelopes.add(Envelope.of(batch + "-" + envelopes.size(), event));
        }
        return envelopes;
    }

    private boolean handOver(List<Envelope> envelopes) {
        try {
            CompletableFuture<Void> safe = inbox.deliver(envelopes);
            Duration first = LONG.compareTo(signOfLifeEvery) < 0 ? LONG : signOfLifeEvery;
            if (!isDone(CompletableFuture.anyOf(safe, stop), first)) {
                observer.deliveryWaits(account);
                do {
                    signOfLife.run();
                } while (!isDone(CompletableFuture.anyOf(safe, stop), signOfLifeEvery));
            }
            if (isDone(safe, graceLeft())) {
                return true;
            }
            observer.deliveryFailed(account, "not acknowledged before the bridge stopped");
        } catch (ExecutionException e) {
            observer.deliveryFailed(account, String.valueOf(e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            observer.deliveryFailed(account, "interrupted");
        } catch (RuntimeException e) {
            // The route could not even be started; that the events are still here is what matters.
            observer.deliveryFailed(account, e.toString());
        }
        return false;
    }

    private Duration graceLeft() {
        return stop.isDone() ? Duration.between(Instant.now(), stop.join()) : Duration.ZERO;
    }

    private static boolean isDone(CompletableFuture<?> future, Duration atMost)
            throws ExecutionException, InterruptedException {
        try {
            future.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }
}
