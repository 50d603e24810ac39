package io.qqbridge.gateway;

import io.qqbridge.event.CommandResult.Person;
import io.qqbridge.event.PresenceChanged;
import io.qqbridge.event.PresenceChanged.SeenBy;
import io.qqbridge.event.State;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How present one account's contacts are, as last seen. Merges what the network tells and what
 * asking finds into one stream in which each change stands once.
 */
final class PresenceTable {
    private final String account;
    private final Map<String, State> states = new HashMap<>();

    PresenceTable(String account) {
        this.account = account;
    }

    /** A sighting of one contact: the change that it is, if it is one. */
    Optional<PresenceChanged> sighted(PresenceChanged sighting) {
        State was = states.put(sighting.contact(), sighting.state());
        if (sighting.state().equals(was)) {
            return Optional.empty();
        }
        return Optional.of(
                new PresenceChanged(
                        account,
                        sighting.contact(),
                        sighting.state(),
                        was,
                        sighting.seenBy(),
                        sighting.at()));
    }

    /**
     * The changes that a full list of those who are not offline brings. Whoever is not in it is
     * offline, at first sight too: an earlier process may have told otherwise.
     *
     * @param contacts all of the account's, as far as they are known
     * @param butNot contacts of whom something newer is known
     */
    List<PresenceChanged> asked(
            List<Person> online, Set<String> contacts, Set<String> butNot, Instant at) {
        Map<String, State> found = new LinkedHashMap<>();
        online.forEach(person -> found.put(person.contact(), stateOf(person)));
        contacts.forEach(contact -> found.putIfAbsent(contact, State.OFFLINE));
        states.keySet().forEach(contact -> found.putIfAbsent(contact, State.OFFLINE));
        found.keySet().removeAll(butNot);
        List<PresenceChanged> changes = new ArrayList<>();
        found.forEach((contact, state) -> change(contact, state, at).ifPresent(changes::add));
        return changes;
    }

    private Optional<PresenceChanged> change(String contact, State state, Instant at) {
        return sighted(new PresenceChanged(account, contact, state, null, SeenBy.QUERY, at));
    }

    private static State stateOf(Person person) {
        @Nullable State state = person.state();
        return state == null ? State.ONLINE : state;
    }
}
