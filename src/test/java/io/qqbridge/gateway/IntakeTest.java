package io.qqbridge.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.qqbridge.event.CommandResult.Person;
import io.qqbridge.event.DeadLetter;
import io.qqbridge.event.Envelope;
import io.qqbridge.event.MessageReceived;
import io.qqbridge.event.PresenceChanged;
import io.qqbridge.event.PresenceChanged.SeenBy;
import io.qqbridge.event.State;
import io.qqbridge.gateway.Journal.Entry;
import io.qqbridge.gateway.Journal.Kept;
import io.qqbridge.gateway.Session.Received;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** What was received is never anywhere but in one safe place or two. */
class IntakeTest {
    private static final Received HELLO = FakeSession.batch(message("a"), message("b"));

    private static final PresenceChanged SIGHTING =
            new PresenceChanged(
                    "29501213", "3", State.ONLINE, null, SeenBy.SYSTEM_MESSAGE, VirtualTime.START);

    private final Life life = new Life();

    private static MessageReceived message(String text) {
        return new MessageReceived("29501213", "private:3", "3", text, VirtualTime.START, null);
    }

    private static Kept left(long number, String id, String text) {
        byte[] answer = text.getBytes(StandardCharsets.UTF_8);
        return new Kept(number, new Entry(id, "29501213", number, VirtualTime.START, "", answer));
    }

    private List<Envelope> messages() {
        return life.inbox.handedOver.stream()
                .flatMap(List::stream)
                .filter(envelope -> envelope.event() instanceof MessageReceived)
                .toList();
    }

    @Test
    void anAnswerIsInTheJournalBeforeItIsHandedOverAndNoLongerThanUntilKafkaHasIt() {
        life.session.receive = FakeSession.inTurn(HELLO, new Received.Nothing());
        life.inbox.conduct =
                events -> {
                    if (events.getFirst().event() instanceof MessageReceived) {
                        assertThat(life.journal.kept).hasSize(1);
                        assertThat(life.session.kept).containsExactly(FakeSession.MARK);
                        assertThat(life.journal.struck).isEmpty();
                    }
                    return CompletableFuture.completedFuture(null);
                };

        life.liveFor(Duration.ofSeconds(5));

        Kept kept = life.journal.kept.getFirst();
        assertThat(kept.entry().account()).isEqualTo("29501213");
        assertThat(kept.entry().mark()).isEqualTo(FakeSession.MARK);
        assertThat(messages())
                .extracting(Envelope::id)
                .containsExactly(kept.entry().id() + "-0", kept.entry().id() + "-1");
        assertThat(life.journal.struck).containsExactly(kept.number());
        assertThat(life.observer.mistakes).isEmpty();
    }

    @Test
    void whatAnEarlierProcessLeftIsHandedOverFirstInOrderAndWithItsIds() {
        Life later =
                new Life(Life.SETTINGS, List.of(left(7, "first", "x"), left(8, "second", "y")));

        later.liveFor(Duration.ofSeconds(5));

        assertThat(
                        later.inbox.handedOver.stream()
                                .flatMap(List::stream)
                                .filter(envelope -> envelope.event() instanceof MessageReceived))
                .extracting(Envelope::id)
                .containsExactly("first-0", "second-0");
        assertThat(later.inbox.handedOver.get(1).getFirst().id()).isEqualTo("first-0");
        assertThat(later.journal.struck).containsExactly(7L, 8L);
        assertThat(later.session.kept).containsExactly(7L, 8L);
        assertThat(later.session.calls.getFirst()).isEqualTo("signIn");
    }

    @Test
    void whatKafkaHasNotTakenWhenTheBridgeStopsStaysInTheJournal() {
        life.session.receive = () -> HELLO;
        life.inbox.conduct =
                events ->
                        events.getFirst().event() instanceof MessageReceived
                                ? CompletableFuture.failedFuture(new IllegalStateException("away"))
                                : CompletableFuture.completedFuture(null);

        life.liveFor(Duration.ofMinutes(1));

        assertThat(life.journal.kept).hasSize(1);
        assertThat(life.journal.struck).isEmpty();
    }

    @Test
    void whatTheDiskDoesNotTakeGoesToKafkaAndIsAskedForAgainUntilThen() {
        life.session.receive =
                () -> {
                    life.journal.refuses = true;
                    return HELLO;
                };
        life.inbox.conduct =
                events -> {
                    if (events.getFirst().event() instanceof MessageReceived) {
                        assertThat(life.session.kept).isEmpty();
                    }
                    return CompletableFuture.completedFuture(null);
                };

        life.liveFor(Duration.ofMinutes(10));

        assertThat(messages()).hasSize(2);
        assertThat(life.observer.refusals).containsExactly("no space is left there");
        assertThat(life.session.kept).containsExactly(FakeSession.MARK);
        assertThat(life.session.count("receive")).as("the gate is closed").isEqualTo(1);
        assertThat(life.session.count("stayAlive")).isBetween(15L, 40L);
        assertThat(life.observer.mistakes).isEmpty();
    }

    @Test
    void whatIsNoNewsNeedsNoJournal() {
        Received seen = FakeSession.batch(SIGHTING);
        Person online = new Person("3", State.ONLINE, null, null);
        life.session.online = () -> new Session.Listed.All<>(List.of(online));
        life.session.receive = FakeSession.inTurn(seen, seen, new Received.Nothing());

        life.liveFor(Duration.ofSeconds(5));

        assertThat(life.journal.kept).hasSize(1);
        assertThat(life.session.kept).hasSize(2);
    }

    @Test
    void anIdTellsThePlaceInTheAnswerWhateverElseWasNews() {
        life.session.receive =
                FakeSession.inTurn(
                        FakeSession.batch(SIGHTING),
                        FakeSession.batch(SIGHTING, message("a")),
                        new Received.Nothing());

        life.liveFor(Duration.ofSeconds(5));

        assertThat(messages()).singleElement().extracting(Envelope::id).asString().endsWith("-1");
    }

    @Test
    void anUnreadableAnswerIsKeptWithItsReasonAndBecomesADeadLetterAgain() {
        Kept unreadable =
                new Kept(
                        9,
                        new Entry(
                                "bad",
                                "29501213",
                                0,
                                VirtualTime.START,
                                "it is nonsense",
                                new byte[] {'?'}));
        Life later = new Life(Life.SETTINGS, List.of(unreadable));

        later.liveFor(Duration.ofSeconds(5));

        assertThat(later.inbox.all(DeadLetter.class))
                .singleElement()
                .satisfies(
                        letter -> {
                            assertThat(letter.reason()).isEqualTo("it is nonsense");
                            assertThat(letter.received()).containsExactly('?');
                            assertThat(letter.time()).isEqualTo(VirtualTime.START);
                        });
    }
}
