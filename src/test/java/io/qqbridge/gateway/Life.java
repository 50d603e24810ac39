package io.qqbridge.gateway;

import io.qqbridge.event.SessionChanged;
import io.qqbridge.event.State;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
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
                    Duration.ofDays(1),
                    100);

    static final Account ANNA =
            new Account("29501213", "anna", Secret.ofPassword("123456"), State.ONLINE);

    static final RandomGenerator SHORTEST = () -> 0L;

    final VirtualTime time = new VirtualTime();
    final FakeSession session = new FakeSession();
    final FakeInbox inbox = new FakeInbox();
    final FakeJournal journal = new FakeJournal();
    final FakeObserver observer = new FakeObserver();
    final Gate gate =
            new Gate(
                    () -> journal.refuses ? Optional.of("the disk is full") : Optional.empty(),
                    time);
    final SessionLoop loop;

    Life() {
        this(SETTINGS);
    }

    Life(SessionSettings settings) {
        this(settings, List.of());
    }

    /** A life that an earlier one has left something to. */
    Life(SessionSettings settings, List<Journal.Kept> left) {
        journal.left.addAll(left);
        FakeGateway gateway = new FakeGateway();
        gateway.give(ANNA.uin(), session);
        loop =
                new SessionLoop(
                        ANNA,
                        new Surroundings(
                                gateway,
                                inbox,
                                journal,
                                CommandEnds.NONE,
                                gate,
                                Tenure.ALL,
                                observer,
                                settings,
                                time,
                                SHORTEST),
                        new Leftovers(journal.left()));
    }

    void at(Duration when, Runnable action) {
        time.at(when, action);
    }

    /** Runs the loop, and stops it when so much time has passed. */
    void liveFor(Duration howLong) {
        time.at(howLong, () -> loop.end(Farewell.STOP));
        loop.run();
    }

    /** The last state before the stop. */
    SessionChanged lastChange() {
        var changes = observer.changes;
        return changes.get(changes.size() - 2);
    }
}
