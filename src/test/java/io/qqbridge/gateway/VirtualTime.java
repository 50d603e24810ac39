package io.qqbridge.gateway;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Time that passes at once when somebody pauses, and does what a test has planned on its way. */
public final class VirtualTime implements Time {
    static final Instant START = Instant.parse("2026-01-31T12:00:00Z");

    private static final int TOO_MANY_PAUSES = 200_000;
    private static final int TOO_MANY_LOOKS = 100_000;

    private final TreeMap<Duration, List<Runnable>> plan = new TreeMap<>();
    private final List<Duration> pauses = new ArrayList<>();
    private Duration passed = Duration.ZERO;
    private Duration seen = Duration.ZERO;
    private int looksAtIt;

    /** Does something when so much time has passed; whoever pauses then wakes, as if unparked. */
    synchronized void at(Duration when, Runnable action) {
        plan.computeIfAbsent(when, at -> new ArrayList<>()).add(action);
    }

    /** Lets time pass in the middle of something. */
    public synchronized void pass(Duration duration) {
        passed = passed.plus(duration);
    }

    /** How long it was asked to pause, each time. */
    synchronized List<Duration> pauses() {
        return List.copyOf(pauses);
    }

    synchronized Duration passed() {
        return passed;
    }

    @Override
    public synchronized Instant now() {
        return START.plus(passed);
    }

    @Override
    public synchronized long nanos() {
        looksAtIt = passed.equals(seen) ? looksAtIt + 1 : 0;
        seen = passed;
        if (looksAtIt > TOO_MANY_LOOKS) {
            throw new AssertionError("somebody loops without a pause");
        }
        return passed.toNanos();
    }

    @Override
    public void pause(Duration atMost) {
        List<Runnable> due = pausedUntilSomethingIsDue(atMost);
        due.forEach(Runnable::run);
    }

    private synchronized List<Runnable> pausedUntilSomethingIsDue(Duration atMost) {
        pauses.add(atMost);
        if (pauses.size() > TOO_MANY_PAUSES) {
            throw new AssertionError("the test does not end: plan a stop");
        }
        Duration end = passed.plus(atMost);
        if (plan.isEmpty() || plan.firstKey().compareTo(end) > 0) {
            passed = end;
            return List.of();
        }
        var next = plan.pollFirstEntry();
        passed = next.getKey().compareTo(passed) > 0 ? next.getKey() : passed;
        return next.getValue();
    }
}
