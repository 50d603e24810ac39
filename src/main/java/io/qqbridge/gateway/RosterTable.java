package io.qqbridge.gateway;

import io.qqbridge.event.CommandResult.Person;
import io.qqbridge.event.Event;
import io.qqbridge.event.RosterEntry;
import io.qqbridge.event.RosterRemoval;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One account's contact list as last told to Kafka; says what changes when the network shows it
 * anew.
 */
final class RosterTable {
    private final String account;
    private final Map<String, RosterEntry> entries = new LinkedHashMap<>();

    RosterTable(String account) {
        this.account = account;
    }

    /**
     * The changes that the whole list brings: new entries, and removals of those that have gone.
     */
    List<Event> listed(List<String> contacts, Instant at) {
        List<Event> changes = new ArrayList<>();
        Set<String> gone = new HashSet<>(entries.keySet());
        for (String contact : contacts) {
            gone.remove(contact);
            if (!entries.containsKey(contact)) {
                changes.add(put(new RosterEntry(account, contact, null, null, at)));
            }
        }
        for (String contact : gone) {
            entries.remove(contact);
            changes.add(new RosterRemoval(account, contact, at));
        }
        return changes;
    }

    /** Who is in the list, as far as it is known. */
    Set<String> contacts() {
        return entries.keySet();
    }

    /** The entries that change because somebody's name or picture became known. */
    List<Event> described(List<Person> people) {
        List<Event> changes = new ArrayList<>();
        for (Person person : people) {
            @Nullable RosterEntry entry = entries.get(person.contact());
            if (entry != null) {
                RosterEntry now =
                        new RosterEntry(
                                account,
                                entry.contact(),
                                person.nickname() == null ? entry.nickname() : person.nickname(),
                                person.avatar() == null ? entry.avatar() : person.avatar(),
                                entry.since());
                if (!now.equals(entry)) {
                    changes.add(put(now));
                }
            }
        }
        return changes;
    }

    private RosterEntry put(RosterEntry entry) {
        entries.put(entry.contact(), entry);
        return entry;
    }
}
