package io.qqbridge.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.qqbridge.event.CommandResult.Person;
import io.qqbridge.event.DeadLetter;
import io.qqbridge.event.Event;
import io.qqbridge.event.PresenceChanged;
import io.qqbridge.event.PresenceChanged.SeenBy;
import io.qqbridge.event.RequestReceived;
import io.qqbridge.event.RosterEntry;
import io.qqbridge.event.RosterRemoval;
import io.qqbridge.event.SessionState;
import io.qqbridge.event.State;
import io.qqbridge.gateway.Session.Listed;
import io.qqbridge.gateway.Session.Received;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The contact list and who is online, asked for from time to time and told as changes. */
class ListsTest {
    private final Life life = new Life();

    private static PresenceChanged presence(
            State state, @Nullable State was, SeenBy seenBy, Instant at) {
        return new PresenceChanged("29501213", "3", state, was, seenBy, at);
    }

    private static Listed<Person> online(Person... people) {
        return new Listed.All<>(List.of(people));
    }

    private static Person busy(String nickname) {
        return new Person("3", State.BUSY, nickname, null);
    }

    @Test
    void aChangeIsToldOnceWhoeverSawItFirst() {
        PresenceChanged told = presence(State.AWAY, null, SeenBy.SYSTEM_MESSAGE, VirtualTime.START);
        life.session.receive =
                FakeSession.inTurn(
                        FakeSession.batch(told, told),
                        FakeSession.batch(told),
                        new Session.Received.Nothing());
        life.session.online =
                FakeSession.inTurn(
                        online(new Person("3", State.AWAY, null, null)),
                        online(busy("x")),
                        online());

        life.liveFor(Duration.ofMinutes(4));

        List<PresenceChanged> changes = life.inbox.all(PresenceChanged.class);
        assertThat(changes)
                .extracting(PresenceChanged::state, PresenceChanged::was, PresenceChanged::seenBy)
                .containsExactly(
                        tuple(State.AWAY, null, SeenBy.SYSTEM_MESSAGE),
                        tuple(State.BUSY, State.AWAY, SeenBy.QUERY),
                        tuple(State.OFFLINE, State.BUSY, SeenBy.QUERY));
    }

    @Test
    void anAnswerThatOvertookWhatWasToldChangesNothing() {
        PresenceChanged away = presence(State.AWAY, null, SeenBy.SYSTEM_MESSAGE, VirtualTime.START);
        PresenceChanged busy = presence(State.BUSY, null, SeenBy.SYSTEM_MESSAGE, VirtualTime.START);
        life.session.receive =
                FakeSession.inTurn(
                        new Received.Nothing(),
                        FakeSession.batch(away, busy),
                        new Received.Nothing());
        life.session.online = () -> online(new Person("3", State.BUSY, null, null));

        life.liveFor(Duration.ofMinutes(5));

        assertThat(life.inbox.all(PresenceChanged.class))
                .extracting(PresenceChanged::state, PresenceChanged::seenBy)
                .containsExactly(
                        tuple(State.AWAY, SeenBy.SYSTEM_MESSAGE),
                        tuple(State.BUSY, SeenBy.SYSTEM_MESSAGE));
    }

    @Test
    void whoeverChangesTheListAllTheTimeStillSeesWhoIsOnline() {
        life.session.receive =
                () -> {
                    life.loop.contactsChanged();
                    return new Received.Nothing();
                };
        life.session.online = () -> online(new Person("3", State.BUSY, null, null));

        life.liveFor(Duration.ofMinutes(1));

        assertThat(life.inbox.all(PresenceChanged.class)).hasSize(1);
    }

    @Test
    void anAnswerWithNothingNewIsHandedToNobody() {
        PresenceChanged told = presence(State.AWAY, null, SeenBy.SYSTEM_MESSAGE, VirtualTime.START);
        life.session.receive = () -> FakeSession.batch(told);
        life.session.online = () -> online(new Person("3", State.AWAY, null, null));

        life.liveFor(Duration.ofMinutes(5));

        assertThat(life.inbox.all(PresenceChanged.class)).hasSize(1);
        assertThat(life.inbox.handedOver).allSatisfy(events -> assertThat(events).isNotEmpty());
    }

    @Test
    void theListsAreAskedForAfterTheLoginAndThenInTheirTime() {
        life.liveFor(Duration.ofMinutes(31));

        assertThat(life.session.calls).startsWith("signIn", "receive", "contacts", "online");
        assertThat(life.session.count("contacts")).isBetween(3L, 4L);
        assertThat(life.session.count("online")).isBetween(26L, 32L);
    }

    @Test
    void theListsAreAskedForAgainAfterEachLogin() {
        life.at(Duration.ofSeconds(20), life.loop::logout);
        life.at(Duration.ofSeconds(30), life.loop::login);

        life.liveFor(Duration.ofSeconds(40));

        assertThat(life.session.count("contacts")).isEqualTo(2);
        assertThat(life.session.count("online")).isEqualTo(2);
    }

    @Test
    void theContactListIsATableWithTombstones() {
        life.session.contacts =
                FakeSession.inTurn(
                        new Listed.All<>(List.of("3", "4")), new Listed.All<>(List.of("3")));
        life.session.online = () -> online(busy("微程"));

        life.liveFor(Duration.ofMinutes(21));

        List<Event> roster =
                life.inbox.all(Event.class).stream()
                        .filter(e -> e instanceof RosterEntry || e instanceof RosterRemoval)
                        .toList();
        assertThat(roster)
                .hasSize(4)
                .startsWith(
                        new RosterEntry("29501213", "3", null, null, VirtualTime.START),
                        new RosterEntry("29501213", "4", null, null, VirtualTime.START),
                        new RosterEntry("29501213", "3", "微程", null, VirtualTime.START));
        assertThat(roster.getLast())
                .isInstanceOfSatisfying(
                        RosterRemoval.class,
                        gone -> assertThat(gone.key()).isEqualTo("29501213/4"));
    }

    @Test
    void aListThatCouldNotBeHadChangesNothing() {
        life.session.contacts =
                FakeSession.inTurn(
                        new Listed.All<>(List.of("3")), new Listed.Failed<>("no answer"));
        life.session.online =
                FakeSession.inTurn(
                        online(busy("x")), new Listed.Failed<>("no"), new Listed.SignedOut<>());

        life.liveFor(Duration.ofMinutes(21));

        assertThat(life.inbox.all(RosterRemoval.class)).isEmpty();
        assertThat(life.inbox.all(PresenceChanged.class)).hasSize(1);
        assertThat(life.inbox.all(DeadLetter.class)).isEmpty();
        assertThat(life.lastChange().state()).isEqualTo(SessionState.ONLINE);
    }

    @Test
    void aListThatCannotBeReadIsADeadLetterAndChangesNothing() {
        byte[] answer = {'?'};
        life.session.contacts =
                FakeSession.inTurn(
                        new Listed.All<>(List.of("3")), new Listed.Unreadable<>(answer, "why"));

        life.liveFor(Duration.ofMinutes(12));

        assertThat(life.inbox.all(DeadLetter.class))
                .singleElement()
                .satisfies(letter -> assertThat(letter.received()).isEqualTo(answer));
        assertThat(life.inbox.all(RosterRemoval.class)).isEmpty();
    }

    @Test
    void aCommandThatChangesTheListHasItAskedForAtOnce() {
        life.at(Duration.ofMinutes(1), life.loop::contactsChanged);

        life.liveFor(Duration.ofMinutes(2));

        assertThat(life.session.count("contacts")).isEqualTo(2);
    }

    @Test
    void somebodyWhoAcceptedStandsInTheListAtOnce() {
        life.session.contacts =
                FakeSession.inTurn(new Listed.All<>(List.of()), new Listed.All<>(List.of("3")));
        life.session.receive =
                FakeSession.inTurn(
                        new Session.Received.Nothing(),
                        FakeSession.batch(
                                new RequestReceived(
                                        "29501213",
                                        "3",
                                        RequestReceived.Kind.ACCEPTED,
                                        "",
                                        VirtualTime.START)),
                        new Session.Received.Nothing());

        life.liveFor(Duration.ofMinutes(1));

        assertThat(life.inbox.all(RosterEntry.class))
                .extracting(RosterEntry::contact)
                .containsExactly("3");
    }
}
