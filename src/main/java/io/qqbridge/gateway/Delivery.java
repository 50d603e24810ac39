package io.qqbridge.gateway;

import io.qqbridge.event.Envelope;
import io.qqbridge.event.Event;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Hands one session's events over and waits until they are safe, however long that takes. */
final class Delivery {
    /** What a stopping bridge still grants all events that Kafka has not acknowledged. */
    private static final Duration GRACE = Duration.ofSeconds(3);

    /** Kafka usually takes milliseconds; whoever waits this long wants to hear of it. */
    private static final Duration LONG = Duration.ofSeconds(5);

    private final Account account;
    private final Inbox inbox;
    private final Gate gate;
    private final SessionObserver observer;
    private final Time time;
    private final Backoff backoff;
    private final Runnable signOfLife;
    private Duration signOfLifeEvery = Duration.ofSeconds(30);
    private final CompletableFuture<Long> stop = new CompletableFuture<>();

    Delivery(Account account, Surroundings surroundings, Runnable signOfLife) {
        this.account = account;
        this.inbox = surroundings.inbox();
        this.gate = surroundings.gate();
        this.observer = surroundings.observer();
        this.time = surroundings.time();
        this.backoff =
                new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(10), surroundings.random());
        this.signOfLife = signOfLife;
    }

    /** How often the network is shown that the account is alive while Kafka keeps us waiting. */
    void signOfLifeEvery(Duration interval) {
        signOfLifeEvery = interval;
    }

    /** From now on an event that Kafka does not take is given up after a short grace. */
    void stop() {
        stop.complete(time.nanos() + GRACE.toNanos());
    }

    /** Hands over what no answer brought, under ids of its own. */
    void deliver(List<? extends Event> events) {
        if (events.isEmpty()) {
            return;
        }
        String batch = UUID.randomUUID().toString();
        List<Envelope> envelopes = new ArrayList<>(events.size());
        for (Event event : events) {
            envelopes.add(Envelope.of(batch + "-" + envelopes.size(), event));
        }
        boolean unused = deliver(envelopes, time.nanos());
    }

    /**
     * Returns when the events are safe; only a bridge that stops gives up. Each try carries the
     * same ids.
     *
     * @param read when they were read, for the meters
     * @return whether they are safe
     */
    boolean deliver(List<Envelope> envelopes, long read) {
        if (envelopes.isEmpty()) {
            return true;
        }
        while (!handOver(envelopes)) {
            if (stop.isDone()) {
                gate.forget(account.uin());
                return false;
            }
            time.pause(backoff.next());
            signOfLife.run();
        }
        backoff.reset();
        gate.acknowledged(account.uin());
        observer.delivered(account, envelopes, time.since(read));
        return true;
    }

    private boolean handOver(List<Envelope> envelopes) {
        try {
            CompletableFuture<Void> safe = inbox.deliver(envelopes);
            Duration first = LONG.compareTo(signOfLifeEvery) < 0 ? LONG : signOfLifeEvery;
            CompletableFuture<Object> either = CompletableFuture.anyOf(safe, stop);
            if (!time.await(either, first)) {
                gate.waits(account.uin());
                observer.deliveryWaits(account);
                do {
                    signOfLife.run();
                } while (!time.awaitFurther(either, signOfLifeEvery));
            }
            if (safe.isDone() || time.await(safe, graceLeft())) {
                safe.get();
                return true;
            }
            failed("not acknowledged before the bridge stopped");
        } catch (ExecutionException e) {
            failed(String.valueOf(e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failed("interrupted");
        } catch (RuntimeException e) {
            // The route could not even be started; that the events are still here is what matters.
            failed(e.toString());
        }
        return false;
    }

    private void failed(String reason) {
        gate.waits(account.uin());
        observer.deliveryFailed(account, reason);
    }

    private Duration graceLeft() {
        return stop.isDone() ? Duration.ofNanos(stop.join() - time.nanos()) : Duration.ZERO;
    }
}
