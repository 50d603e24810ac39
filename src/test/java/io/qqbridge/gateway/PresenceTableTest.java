package io.qqbridge.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.qqbridge.event.CommandResult.Person;
import io.qqbridge.event.PresenceChanged;
import io.qqbridge.event.PresenceChanged.SeenBy;
import io.qqbridge.event.State;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;
import java.util.Set;

class PresenceTableTest {
    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

    private final PresenceTable table = new PresenceTable("1");

    @Test
    void theFirstSightingHasNoStateBefore() {
        assertThat(table.sighted(told("3", State.AWAY)))
                .contains(change("3", State.AWAY, null, SeenBy.SYSTEM_MESSAGE));
    }

    @Test
    void aChangeSaysWhatWasBefore() {
        assertThat(table.sighted(told("3", State.ONLINE))).isPresent();

        assertThat(table.sighted(told("3", State.BUSY)))
                .contains(change("3", State.BUSY, State.ONLINE, SeenBy.SYSTEM_MESSAGE));
    }

    @Test
    void whatIsKnownIsNoNewsWhoeverSaysIt() {
        assertThat(table.sighted(told("3", State.BUSY))).isPresent();

        assertThat(table.sighted(told("3", State.BUSY))).isEmpty();
        assertThat(table.asked(List.of(person("3", State.BUSY)), Set.of(), Set.of(), NOON))
                .isEmpty();
    }

    @Test
    void whoIsNotInTheListAnyMoreIsOfflineOnce() {
        assertThat(
                        table.asked(
                                List.of(person("3", State.ONLINE), person("4", State.BUSY)),
                                Set.of(),
                                Set.of(),
                                NOON))
                .containsExactly(
                        change("3", State.ONLINE, null, SeenBy.QUERY),
                        change("4", State.BUSY, null, SeenBy.QUERY));

        assertThat(table.asked(List.of(person("4", State.BUSY)), Set.of(), Set.of(), NOON))
                .containsExactly(change("3", State.OFFLINE, State.ONLINE, SeenBy.QUERY));
        assertThat(table.asked(List.of(person("4", State.BUSY)), Set.of(), Set.of(), NOON))
                .isEmpty();
    }

    /** The topic may say otherwise: they went offline while nobody looked. */
    @Test
    void contactsThatAreNotInTheFirstListAreOffline() {
        assertThat(table.asked(List.of(person("3", State.BUSY)), Set.of("3", "4"), Set.of(), NOON))
                .containsExactly(
                        change("3", State.BUSY, null, SeenBy.QUERY),
                        change("4", State.OFFLINE, null, SeenBy.QUERY));

        assertThat(table.asked(List.of(person("3", State.BUSY)), Set.of("3", "4"), Set.of(), NOON))
                .isEmpty();
        assertThat(table.sighted(told("4", State.ONLINE)))
                .contains(change("4", State.ONLINE, State.OFFLINE, SeenBy.SYSTEM_MESSAGE));
    }

    @Test
    void aListWithoutStatesMeansOnline() {
        assertThat(table.asked(List.of(person("3", null)), Set.of(), Set.of(), NOON))
                .containsExactly(change("3", State.ONLINE, null, SeenBy.QUERY));
    }

    private static PresenceChanged told(String contact, State state) {
        return change(contact, state, null, SeenBy.SYSTEM_MESSAGE);
    }

    private static PresenceChanged change(
            String contact, State state, @Nullable State was, SeenBy seenBy) {
        return new PresenceChanged("1", contact, state, was, seenBy, NOON);
    }

    private static Person person(String contact, @Nullable State state) {
        return new Person(contact, state, null, null);
    }
}
