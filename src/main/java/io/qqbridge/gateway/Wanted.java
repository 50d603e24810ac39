package io.qqbridge.gateway;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * What others want of a session: commands, the configuration, the end of the bridge. They say so
 * from any thread; the session looks at it in its own thread, which each wish wakes from a pause.
 */
final class Wanted {
    /** Of the account; a login that was asked for is online at once until somebody tried it. */
    private enum Wish {
        ONLINE,
        ONLINE_AT_ONCE,
        OFFLINE
    }

    private final Time time;
    private final AtomicReference<Wish> wish = new AtomicReference<>(Wish.ONLINE);
    private volatile Thread thread = Thread.currentThread();
    private final AtomicReference<@Nullable Farewell> farewell = new AtomicReference<>();
    private volatile boolean held;
    private @Nullable String answer;

    Wanted(Time time) {
        this.time = time;
    }

    /** From now on it is the calling thread that wishes wake. */
    void wakesThisThread() {
        thread = Thread.currentThread();
    }

    /** Wants the session online, and tried at once. */
    void login() {
        wish.set(Wish.ONLINE_AT_ONCE);
        wake();
    }

    /** Wants the session logged out until {@link #login}. */
    void logout() {
        held = false;
        wish.set(Wish.OFFLINE);
        wake();
    }

    /** Wants a login that answers the network's challenge with this. */
    void answer(String text) {
        synchronized (this) {
            answer = text;
        }
        login();
    }

    /** Whether {@link #takeAnswer} has one. */
    synchronized boolean hasAnswer() {
        return answer != null;
    }

    /** The answer that was given since it was last asked for; null where none was. */
    synchronized @Nullable String takeAnswer() {
        String taken = answer;
        answer = null;
        return taken;
    }

    /** Wants the session to stay online and fetch nothing until {@link #resume} or a logout. */
    void hold() {
        held = true;
        wake();
    }

    /** Wants messages fetched again. */
    void resume() {
        held = false;
        wake();
    }

    /** Wants the session's loop to end; a stop comes second to whatever else it is to end for. */
    void end(Farewell why) {
        farewell.updateAndGet(before -> why == Farewell.STOP && before != null ? before : why);
        wake();
    }

    /** Ends a pause, so that the session looks around. */
    void wake() {
        LockSupport.unpark(thread);
    }

    boolean online() {
        return !stopping() && wish.get() != Wish.OFFLINE;
    }

    boolean stopping() {
        return farewell.get() != null;
    }

    /** Why its loop is to end; null while it is not. */
    @Nullable Farewell farewell() {
        return farewell.get();
    }

    /** Whether a login was asked for; the caller tries it now, so that it has been answered. */
    boolean takeLogin() {
        return wish.compareAndSet(Wish.ONLINE_AT_ONCE, Wish.ONLINE);
    }

    /** Pauses, unless somebody has wanted something meanwhile: a wake-up alone could get lost. */
    void pause(Duration atMost) {
        if (!stopping() && wish.get() == Wish.ONLINE) {
            time.pause(atMost);
        }
    }

    boolean held() {
        return held;
    }

    /** The same for one that is held, which ends when that does. */
    void pauseWhileHeld(Duration atMost) {
        if (held) {
            pause(atMost);
        }
    }

    /** Rests until a login is asked for, or an end. */
    void awaitLogin() {
        restUntil(EnumSet.of(Wish.ONLINE_AT_ONCE));
    }

    /** Rests until a login or a logout is asked for, or an end. */
    void awaitLoginOrLogout() {
        restUntil(EnumSet.of(Wish.ONLINE_AT_ONCE, Wish.OFFLINE));
    }

    private void restUntil(Set<Wish> wishes) {
        while (!stopping() && !wishes.contains(wish.get())) {
            time.pause(Duration.ofDays(1));
        }
    }
}
