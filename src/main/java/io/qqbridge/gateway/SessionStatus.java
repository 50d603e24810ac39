package io.qqbridge.gateway;

import io.qqbridge.event.SessionChanged;
import io.qqbridge.event.SessionState;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/** The state of one session, which its loop changes and others wait for. */
final class SessionStatus {
    private final String account;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private volatile SessionChanged last;
    private boolean reported;
    private int changes;
    private boolean released;

    SessionStatus(String account, Instant now) {
        this.account = account;
        this.last =
                new SessionChanged(
                        account, SessionState.CONNECTING, null, "starting", now, 0, "logs in");
    }

    /** Changes the state; empty where neither it nor the reason is news. */
    Optional<SessionChanged> change(
            SessionState state, String reason, Instant now, int attempts, String next) {
        lock.lock();
        try {
            changes++;
            if (reported && last.state() == state && last.reason().equals(reason)) {
                return Optional.empty();
            }
            @Nullable SessionState was = reported ? last.state() : null;
            reported = true;
            last = new SessionChanged(account, state, was, reason, now, attempts, next);
            changed.signalAll();
            return Optional.of(last);
        } finally {
            lock.unlock();
        }
    }

    /** The last change. */
    SessionChanged last() {
        return last;
    }

    /** How often the state was set so far. */
    int changes() {
        lock.lock();
        try {
            return changes;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until the state was set more than {@code changesBefore} times and is as wished, the
     * time is up, or nobody is to wait any more.
     *
     * @return the state then, as wished or not
     */
    SessionChanged await(int changesBefore, Predicate<SessionState> wished, Duration atMost) {
        long left = atMost.toNanos();
        lock.lock();
        try {
            while (left > 0
                    && !released
                    && !(changes > changesBefore && wished.test(last.state()))) {
                left = changed.awaitNanos(left);
            }
            return last;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return last;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until the session has begun, however long that takes: where thousands begin one after
     * the other, the last has not failed yet.
     */
    void awaitBegun() {
        lock.lock();
        try {
            while (!reported && !released) {
                changed.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    /** From now on nobody waits: the bridge stops, or the session ends before it began. */
    void release() {
        lock.lock();
        try {
            released = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Whether nobody is to wait any more. */
    boolean isReleased() {
        lock.lock();
        try {
            return released;
        } finally {
            lock.unlock();
        }
    }
}
