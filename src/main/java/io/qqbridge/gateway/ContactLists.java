package io.qqbridge.gateway;

import io.qqbridge.event.DeadLetter;
import io.qqbridge.event.Event;
import io.qqbridge.event.PresenceChanged;
import io.qqbridge.event.RequestReceived;
import io.qqbridge.gateway.Session.HasPresence;
import io.qqbridge.gateway.Session.HasRoster;
import io.qqbridge.gateway.Session.Listed;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * What is known of one account's contacts, and when the network is asked for them again: who is in
 * the list, and how present they are. Turns what it hears into the changes that it is.
 */
final class ContactLists {
    private final String account;
    private final SessionSettings settings;
    private final Time time;
    private final PresenceTable presence;
    private final RosterTable roster;
    private volatile boolean bothDue;
    private long presenceAskedAt;
    private long rosterAskedAt;

    ContactLists(String account, SessionSettings settings, Time time) {
        this.account = account;
        this.settings = settings;
        this.time = time;
        this.presence = new PresenceTable(account);
        this.roster = new RosterTable(account);
    }

    /**
     * Both lists are asked for the next time: nobody knows what has changed. May be called by any
     * thread.
     */
    void expire() {
        bothDue = true;
    }

    /** What an event that arrived is to others: nothing, where it is a sighting that is no news. */
    List<Event> news(Event event) {
        if (event instanceof PresenceChanged sighting) {
            return presence.sighted(sighting).<List<Event>>map(List::of).orElse(List.of());
        }
        bothDue |= event instanceof RequestReceived r && r.isAccepted();
        return List.of(event);
    }

    /** Asks for the lists whose time has come, as far as this network has them; the changes. */
    List<List<? extends Event>> askWhatIsDue(Session session) {
        long now = time.nanos();
        boolean both = bothDue;
        bothDue = false;
        List<List<? extends Event>> changes = new ArrayList<>();
        boolean rosterDue = both || now - rosterAskedAt >= settings.rosterInterval().toNanos();
        boolean presenceDue =
                both || now - presenceAskedAt >= settings.presenceInterval().toNanos();
        if (rosterDue && session instanceof HasRoster has) {
            rosterAskedAt = now;
            changes.add(changes(has.contacts(), contacts -> roster.listed(contacts, time.now())));
        }
        if (presenceDue && session instanceof HasPresence has) {
            presenceAskedAt = now;
            changes.add(
                    changes(
                            has.online(),
                            online -> {
                                List<Event> all = roster.described(online);
                                all.addAll(presence.asked(online, time.now()));
                                return all;
                            }));
        }
        return changes;
    }

    private <T> List<? extends Event> changes(
            Listed<T> listed, Function<List<T>, List<? extends Event>> changes) {
        return switch (listed) {
            case Listed.All<T> all -> changes.apply(all.items());
            case Listed.Unreadable<T> no ->
                    List.of(DeadLetter.ofAnswer(account, no.answer(), no.reason(), time.now()));
            // The next poll finds out for itself, and the list is asked for again in its time.
            case Listed.SignedOut<T> no -> List.of();
            case Listed.Failed<T> no -> List.of();
            case Listed.Refused<T> no -> List.of();
        };
    }
}
