package io.qqbridge.gateway;

import io.qqbridge.event.DeadLetter;
import io.qqbridge.event.Event;
import io.qqbridge.event.PresenceChanged;
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
    private boolean bothDue;
    private long presenceAskedAt;
    private long rosterAskedAt;

    ContactLists(String account, SessionSettings settings, Time time) {
        this.account = account;
        this.settings = settings;
        this.time = time;
        this.presence = new PresenceTable(account);
        this.roster = new RosterTable(account);
    }

    /** Both lists are due now: nobody knows what changed meanwhile. */
    void loggedIn() {
        bothDue = true;
    }

    /** What arrived, without the sightings that are no news. */
    List<Event> news(List<Event> events) {
        List<Event> news = new ArrayList<>(events.size());
        for (Event event : events) {
            if (event instanceof PresenceChanged sighting) {
                presence.sighted(sighting).ifPresent(news::add);
            } else {
                news.add(event);
            }
        }
        return news;
    }

    /** Asks for the lists whose time has come, as far as this network has them; the changes. */
    List<List<? extends Event>> askWhatIsDue(Session session) {
        long now = time.nanos();
        List<List<? extends Event>> changes = new ArrayList<>();
        boolean rosterDue = bothDue || now - rosterAskedAt >= settings.rosterInterval().toNanos();
        boolean presenceDue =
                bothDue || now - presenceAskedAt >= settings.presenceInterval().toNanos();
        bothDue = false;
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
                                List<Event> both = roster.described(online);
                                both.addAll(presence.asked(online, time.now()));
                                return both;
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
        };
    }
}
