package io.qqbridge.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.qqbridge.event.Envelope;
import io.qqbridge.event.MessageReceived;
import io.qqbridge.event.SessionState;
import io.qqbridge.gateway.Session.Received;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** What a session received goes to Kafka before anything else is fetched. */
class HandingOverTest {
    private static final Received HELLO = hello();

    private final Life life = new Life();

    private static Received hello() {
        return FakeSession.batch(
                new MessageReceived("29501213", "private:3", "3", "a", VirtualTime.START, null),
                new MessageReceived("29501213", "private:3", "3", "b", VirtualTime.START, null));
    }

    private static boolean carriesMessages(List<Envelope> events) {
        return events.getFirst().event() instanceof MessageReceived;
    }

    /** Kafka refuses messages so many times. */
    private void refuseMessages(int times) {
        AtomicInteger left = new AtomicInteger(times);
        life.inbox.conduct =
                events ->
                        carriesMessages(events) && left.getAndDecrement() > 0
                                ? CompletableFuture.failedFuture(new IllegalStateException("away"))
                                : CompletableFuture.completedFuture(null);
    }

    private List<List<Envelope>> messages() {
        return life.inbox.handedOver.stream().filter(HandingOverTest::carriesMessages).toList();
    }

    @Test
    void whatKafkaDidNotTakeIsHandedOverAgainWithTheSameIds() {
        refuseMessages(3);
        life.session.receive = FakeSession.inTurn(HELLO, new Received.Nothing());

        life.liveFor(Duration.ofMinutes(1));

        assertThat(messages()).hasSize(4).allMatch(messages().getFirst()::equals);
        assertThat(life.observer.failures)
                .hasSize(3)
                .containsOnly("java.lang.IllegalStateException: away");
        assertThat(life.observer.delivered).contains(messages().getFirst());
    }

    @Test
    void eachEventHasAnIdOfItsOwn() {
        life.session.receive = FakeSession.inTurn(HELLO, hello(), new Received.Nothing());

        life.liveFor(Duration.ofMinutes(1));

        assertThat(life.inbox.handedOver.stream().flatMap(List::stream).map(Envelope::id))
                .hasSizeGreaterThan(6)
                .doesNotHaveDuplicates();
    }

    @Test
    void nothingIsFetchedMeanwhileButTheAccountStaysAlive() {
        refuseMessages(30);
        life.session.receive = FakeSession.inTurn(HELLO, new Received.Nothing());
        life.liveFor(Duration.ofMinutes(10));

        int handedOver = life.session.calls.lastIndexOf("stayAlive");
        assertThat(life.session.calls.subList(2, handedOver + 1))
                .hasSize(30)
                .containsOnly("stayAlive");
        assertThat(life.session.calls.get(handedOver + 1)).isNotEqualTo("stayAlive");
    }

    @Test
    void thePausesBetweenTwoTriesGrow() {
        refuseMessages(7);
        life.session.receive = FakeSession.inTurn(HELLO, new Received.Nothing());

        life.liveFor(Duration.ofMinutes(2));

        assertThat(life.time.pauses())
                .extracting(Duration::toMillis)
                .startsWith(500L, 1000L, 2000L, 4000L, 5000L, 5000L, 5000L);
    }

    @Test
    void aLongWaitForKafkaIsNoSilence() {
        refuseMessages(100);
        life.session.receive =
                FakeSession.inTurn(HELLO, new Received.SignedOut(false), new Received.Nothing());

        life.liveFor(Duration.ofMinutes(20));

        assertThat(life.observer.drops).containsExactly(SessionObserver.DropReason.SIGNED_OUT);
    }

    @Test
    void aLongWaitWithoutAnySignThatWasHeardIsSilence() {
        refuseMessages(100);
        life.session.alive = () -> new Session.Alive.Unreachable("no answer");
        life.session.receive =
                FakeSession.inTurn(HELLO, new Received.SignedOut(false), new Received.Nothing());

        life.liveFor(Duration.ofMinutes(20));

        assertThat(life.observer.drops).containsExactly(SessionObserver.DropReason.SILENCE);
    }

    @Test
    void howLongItTookIsMeasuredFromTheAnswerOn() {
        refuseMessages(2);
        life.session.receive = FakeSession.inTurn(HELLO, new Received.Nothing());

        life.liveFor(Duration.ofMinutes(1));

        assertThat(life.observer.deliveryTook).contains(Duration.ofMillis(1500));
    }

    @Test
    void aBridgeThatStopsGivesUpWhatKafkaDoesNotTake() {
        refuseMessages(Integer.MAX_VALUE);
        life.session.receive = () -> HELLO;

        life.liveFor(Duration.ofMinutes(1));

        assertThat(life.session.count("receive")).isEqualTo(1);
        assertThat(life.inbox.states()).endsWith(SessionState.STOPPED);
        assertThat(life.observer.delivered).noneMatch(HandingOverTest::carriesMessages);
    }

    @Test
    void signsOfLifeGoOnWhileKafkaSaysNothingAtAll() throws Exception {
        CompletableFuture<Void> silent = new CompletableFuture<>();
        life.session.signIn =
                () -> new Session.SignIn.Online(Duration.ofMillis(20), Duration.ofMinutes(5));
        life.session.receive = FakeSession.inTurn(HELLO, new Received.Nothing());
        life.inbox.conduct =
                events ->
                        carriesMessages(events) ? silent : CompletableFuture.completedFuture(null);

        Thread living = Thread.startVirtualThread(life.loop);
        await().until(() -> life.session.count("stayAlive") >= 3);
        assertThat(life.observer.waits).containsExactly(Life.ANNA);
        // Kafka may be away for days.
        assertThat(silent.getNumberOfDependents()).isEqualTo(1);
        assertThat(life.session.count("receive")).isEqualTo(1);
        silent.complete(null);
        await().until(() -> life.session.count("receive") >= 2);

        life.loop.end(Farewell.STOP);
        assertThat(living.join(Duration.ofSeconds(10))).isTrue();
        assertThat(messages()).hasSize(1);
    }

    /** What this process knows by then is older than what the other has noted. */
    @ParameterizedTest
    @EnumSource
    void whoHasLostTheAccountLeavesNothingToWhoHasIt(Farewell farewell) {
        life.at(Duration.ofSeconds(30), () -> life.loop.end(farewell));

        life.loop.run();

        assertThat(life.session.hasLeft).isEqualTo(farewell != Farewell.LOST);
    }
}
