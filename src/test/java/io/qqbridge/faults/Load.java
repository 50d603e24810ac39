package io.qqbridge.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Sends numbered things at an even pace, to one account after the other, until it is stopped. */
final class Load {
    private static final Duration TICK = Duration.ofMillis(50);

    /** A direction that numbered things go in. */
    interface Way {
        /** Sends these numbers of an account's, in this order. */
        void send(String account, List<Integer> numbers) throws Exception;
    }

    private final Way way;
    private final List<String> accounts;
    private final double perTick;
    private final Map<String, Integer> sent = new LinkedHashMap<>();
    private final ScheduledExecutorService ticker =
            Executors.newSingleThreadScheduledExecutor(
                    task -> Thread.ofPlatform().daemon().name("load").unstarted(task));
    private final ScheduledFuture<?> ticking;
    private double due;
    private int next;

    /** Starts to send so many a second. */
    static Load start(Way way, List<String> accounts, int perSecond) {
        return new Load(way, accounts, perSecond);
    }

    private Load(Way way, List<String> accounts, int perSecond) {
        this.way = way;
        this.accounts = accounts;
        this.perTick = perSecond * TICK.toMillis() / 1000.0;
        accounts.forEach(account -> sent.put(account, 0));
        ticking = ticker.scheduleAtFixedRate(this::tick, 0, TICK.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void tick() {
        Map<String, List<Integer>> numbers = new LinkedHashMap<>();
        synchronized (this) {
            for (due += perTick; due >= 1; due--) {
                String account = accounts.get(next++ % accounts.size());
                numbers.computeIfAbsent(account, first -> new ArrayList<>())
                        .add(sent.merge(account, 1, Integer::sum) - 1);
            }
        }
        numbers.forEach(this::send);
    }

    private void send(String account, List<Integer> numbers) {
        try {
            way.send(account, numbers);
        } catch (Exception e) {
            throw new IllegalStateException("the load itself failed", e);
        }
    }

    /** How many have been sent in all. */
    synchronized int total() {
        return sent.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** How many have been sent of each account's. */
    synchronized Map<String, Integer> sent() {
        return new LinkedHashMap<>(sent);
    }

    /** Sends no more. */
    void cancel() {
        ticking.cancel(false);
        ticker.shutdown();
    }

    /** Sends no more; fails if some could not be sent. */
    void stop() throws InterruptedException, ExecutionException {
        cancel();
        if (!ticker.awaitTermination(1, TimeUnit.MINUTES)) {
            throw new IllegalStateException("the load does not end");
        }
        try {
            ticking.get();
        } catch (CancellationException e) {
            // As it should be: had a tick failed, get() would have said so.
            return;
        }
    }
}
