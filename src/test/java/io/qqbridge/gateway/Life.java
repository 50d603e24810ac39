package io.qqbridge.gateway;

import io.qqbridge.event.SessionChanged;
import io.qqbridge.event.State;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * One session's life in virtual time, lived by the thread that calls {@link #liveFor}; every random
 * pause is the shortest that it could be.
 */
final class Life {
    static final SessionSettings SETTINGS =
            new SessionSettings(
                    Duration.ofMillis(500),
                    Duration.ofSeconds(10),
                    Duration.ofMinutes(1),
                    Duration.ofMinutes(10),
                    Duration.ofSeconds(30),
                    100);

    static final Account ANNA =
            new Account("29501213", "anna", Secret.ofPassword("123456"), State.ONLINE);

    static final RandomGenerator SHORTEST = () -> 0L;

    final VirtualTime time = new VirtualTime();
    final FakeSession session = new FakeSession();
    final FakeInbox inbox = new FakeInbox();
    final FakeObserver observer = new FakeObserver();
    final SessionLoop loop;

    Life() {
        this(SETTINGS);
    }

    Life(SessionSettings settings) {
        loop = new SessionLoop(ANNA, session, inbox, observer, settings, time, SHORTEST);
    }

    void at(Duration when, Runnable action) {
        time.at(when, action);
    }

    /** Runs the loop, and stops it when so much time has passed. */
    void liveFor(Duration howLong) {
        time.at(howLong, loop::stop);
        loop.run();
    }

    /** The last state before the stop. */
    SessionChanged lastChange() {
        var changes = observer.changes;
        return changes.get(changes.size() - 2);
    }
}
