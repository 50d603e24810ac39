package io.qqbridge.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.qqbridge.event.CommandResult.Person;
import io.qqbridge.event.RosterEntry;
import io.qqbridge.event.RosterEntry.Avatar;
import io.qqbridge.event.RosterRemoval;
import io.qqbridge.event.State;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;

class RosterTableTest {
    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
    private static final Instant LATER = NOON.plusSeconds(600);

    private final RosterTable table = new RosterTable("1");

    @Test
    void eachContactIsAnEntryOnce() {
        assertThat(table.listed(List.of("3", "4"), NOON))
                .containsExactly(
                        new RosterEntry("1", "3", null, null, NOON),
                        new RosterEntry("1", "4", null, null, NOON));
        assertThat(table.listed(List.of("4", "3"), LATER)).isEmpty();
    }

    @Test
    void whoHasGoneIsRemovedOnceAndMayComeBack() {
        assertThat(table.listed(List.of("3", "4"), NOON)).hasSize(2);

        assertThat(table.listed(List.of("4"), LATER))
                .containsExactly(new RosterRemoval("1", "3", LATER));
        assertThat(table.listed(List.of("4"), LATER)).isEmpty();
        assertThat(table.listed(List.of("4", "3"), LATER))
                .containsExactly(new RosterEntry("1", "3", null, null, LATER));
    }

    @Test
    void aNameOrPictureThatBecomesKnownChangesTheEntryButNotItsAge() {
        assertThat(table.listed(List.of("3"), NOON)).hasSize(1);

        Person named = new Person("3", State.ONLINE, "微程", null);
        assertThat(table.described(List.of(named)))
                .containsExactly(new RosterEntry("1", "3", "微程", null, NOON));
        assertThat(table.described(List.of(named))).isEmpty();

        Person pictured = new Person("3", State.BUSY, null, new Avatar(270, 91));
        assertThat(table.described(List.of(pictured)))
                .containsExactly(new RosterEntry("1", "3", "微程", new Avatar(270, 91), NOON));
        assertThat(table.listed(List.of("3"), LATER)).isEmpty();
    }

    @Test
    void whoIsNotInTheListDoesNotGetIntoItByBeingOnline() {
        assertThat(table.described(List.of(new Person("9", State.ONLINE, "x", null)))).isEmpty();
    }
}
