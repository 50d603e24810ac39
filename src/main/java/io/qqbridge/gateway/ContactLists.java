package io.qqbridge.gateway;

import io.qqbridge.event.CommandResult.Person;
import io.qqbridge.event.DeadLetter;
import io.qqbridge.event.Event;
import io.qqbridge.event.PresenceChanged;
import io.qqbridge.event.RequestReceived;
import io.qqbridge.gateway.Session.HasPresence;
import io.qqbridge.gateway.Session.HasRoster;
import io.qqbridge.gateway.Session.Listed;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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

    /** Who was found online when that was last asked, until the poll after it; null then. */
    private @Nullable List<Person> found;

    private Instant foundAt = Instant.EPOCH;

    /** Whose state the network has told since. */
    private final Set<String> toldSince = new HashSet<>();

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

    /** A session begins: both lists are asked for, and what an earlier one found is out of date. */
    void sessionBegins() {
        found = null;
        expire();
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
            toldSince.add(sighting.contact());
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
        changes.add(whatWasFound());
        boolean rosterDue = both || now - rosterAskedAt >= settings.rosterInterval().toNanos();
        boolean presenceDue =
                both || now - presenceAskedAt >= settings.presenceInterval().toNanos();
        if (rosterDue && session instanceof HasRoster has) {
            rosterAskedAt = now;
            changes.add(
                    changes(
                            Apart.ask(has::contacts),
                            contacts -> roster.listed(contacts, time.now())));
        }
        if (presenceDue && session instanceof HasPresence has) {
            presenceAskedAt = now;
            changes.add(
                    changes(
                            Apart.ask(has::online),
                            online -> {
                                found = online;
                                foundAt = time.now();
                                toldSince.clear();
                                return roster.described(online);
                            }));
        }
        return changes;
    }

    /**
     * The answer to a question overtakes what waited to be told before it. So it counts only after
     * one more poll, and not for those of whom that poll told something: that is as new, or newer.
     */
    private List<? extends Event> whatWasFound() {
        if (found == null) {
            return List.of();
        }
        List<PresenceChanged> changes =
                presence.asked(found, roster.contacts(), toldSince, foundAt);
        found = null;
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
