package io.qqbridge.gateway;

import java.util.Optional;
import java.util.Random;

/** The surroundings of sessions in a test: a journal that always takes, a gate that is open. */
final class Around {
    private Around() {}

    static Surroundings sessions(
            Gateway gateway,
            Inbox inbox,
            SessionObserver observer,
            SessionSettings settings,
            Time time) {
        return sessions(gateway, inbox, observer, settings, time, CommandEnds.NONE);
    }

    static Surroundings sessions(
            Gateway gateway,
            Inbox inbox,
            SessionObserver observer,
            SessionSettings settings,
            Time time,
            CommandEnds ends) {
        return sessions(gateway, inbox, observer, settings, time, new FakeJournal(), ends);
    }

    static Surroundings sessions(
            Gateway gateway,
            Inbox inbox,
            SessionObserver observer,
            SessionSettings settings,
            Time time,
            Journal journal,
            CommandEnds ends) {
        return new Surroundings(
                gateway,
                inbox,
                journal,
                ends,
                new Gate(Optional::empty, time),
                Tenure.ALL,
                observer,
                settings,
                time,
                new Random(1));
    }
}
