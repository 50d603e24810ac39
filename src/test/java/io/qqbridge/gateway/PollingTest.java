package io.qqbridge.gateway;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.InstanceOfAssertFactories.DURATION;

import io.qqbridge.event.DeadLetter;
import io.qqbridge.event.MessageReceived;
import io.qqbridge.event.SessionChanged;
import io.qqbridge.event.SessionState;
import io.qqbridge.gateway.Session.Received;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** How often a session asks, and what it does with the answers. */
class PollingTest {
    private static final Received HELLO = FakeSession.batch(message("hello"));

    private final Life life = new Life();

    private static MessageReceived message(String text) {
        return new MessageReceived("29501213", "private:3", "3", text, VirtualTime.START, null);
    }

    @Test
    void itAsksLessOftenWhileNothingComesAndOftenOnceSomethingDoes() {
        Received nothing = new Received.Nothing();
        life.session.receive =
                FakeSession.inTurn(
                        nothing, nothing, nothing, nothing, nothing, nothing, nothing, nothing,
                        nothing, HELLO, nothing, nothing);

        life.liveFor(Duration.ofMinutes(1));

        assertThat(life.time.pauses())
                .extracting(Duration::toMillis)
                .startsWith(
                        500L, 750L, 1125L, 1687L, 2531L, 3796L, 5695L, 8542L, 10_000L, 500L, 500L,
                        750L);
    }

    @Test
    void itAsksTwiceAsOftenAsTheGatewayWantsSignsOfLife() {
        life.session.signIn =
                () -> new Session.SignIn.Online(Duration.ofSeconds(4), Duration.ofSeconds(20));

        life.liveFor(Duration.ofMinutes(1));

        assertThat(life.time.pauses())
                .allSatisfy(pause -> assertThat(pause).isLessThanOrEqualTo(Duration.ofSeconds(2)));
    }

    @Test
    void messagesArriveInOrderEachOnce() {
        life.session.receive =
                FakeSession.inTurn(
                        FakeSession.batch(message("a"), message("b")),
                        FakeSession.batch(message("c")),
                        new Received.Nothing());

        life.liveFor(Duration.ofMinutes(1));

        assertThat(life.inbox.all(MessageReceived.class))
                .extracting(MessageReceived::text)
                .containsExactly("a", "b", "c");
    }

    @Test
    void anUnreadableAnswerIsKeptWholeAndPollingGoesOn() {
        byte[] answer = "VER=1.1&CMD=what?".getBytes(StandardCharsets.UTF_8);
        life.session.receive =
                FakeSession.inTurn(
                        new Received.Unreadable(
                                FakeSession.MARK,
                                answer,
                                "CMD is none of the known commands",
                                false),
                        HELLO,
                        new Received.Nothing());

        life.liveFor(Duration.ofMinutes(1));

        assertThat(life.inbox.all(DeadLetter.class))
                .singleElement()
                .satisfies(
                        letter -> {
                            assertThat(letter.account()).isEqualTo("29501213");
                            assertThat(letter.received()).isEqualTo(answer);
                            assertThat(letter.stage()).isEqualTo(DeadLetter.Stage.ANSWER);
                            assertThat(letter.reason())
                                    .isEqualTo("CMD is none of the known commands", false);
                            assertThat(letter.origin()).isNull();
                        });
        assertThat(life.inbox.all(MessageReceived.class)).hasSize(1);
        assertThat(life.inbox.states())
                .containsExactly(
                        SessionState.CONNECTING, SessionState.ONLINE, SessionState.STOPPED);
    }

    @Test
    void aGatewayThatAnswersNonsenseForEverIsAskedSlowly() {
        life.session.receive =
                () ->
                        new Received.Unreadable(
                                FakeSession.MARK, new byte[] {'?'}, "nonsense", false);

        life.liveFor(Duration.ofMinutes(10));

        assertThat(life.session.count("receive")).isLessThan(75);
        assertThat(life.inbox.all(DeadLetter.class)).hasSize((int) life.session.count("receive"));
    }

    @Test
    void anOutageIsReportedOnceAndSoIsItsEnd() {
        Received away = new Received.Unreachable("nobody listens", false);
        life.session.receive =
                FakeSession.inTurn(
                        new Received.Nothing(), away, away, away, away, new Received.Nothing());

        life.liveFor(Duration.ofMinutes(2));

        assertThat(life.inbox.all(SessionChanged.class))
                .extracting(SessionChanged::state, SessionChanged::reason)
                .containsExactly(
                        tuple(SessionState.CONNECTING, "starting"),
                        tuple(SessionState.ONLINE, "logged in"),
                        tuple(
                                SessionState.RECONNECTING,
                                "the gateway does not answer: nobody listens"),
                        tuple(SessionState.ONLINE, "the gateway answers again"),
                        tuple(SessionState.STOPPED, "the bridge stopped"));
        assertThat(life.session.count("signIn")).isEqualTo(1);
        assertThat(life.time.pauses())
                .startsWith(
                        Duration.ofMillis(500),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(4));
    }

    @Test
    void aPollThatComesLateIsSeen() {
        life.at(Duration.ofSeconds(5), () -> life.time.pass(Duration.ofSeconds(60)));

        life.liveFor(Duration.ofMinutes(2));

        assertThat(life.observer.late)
                .filteredOn(late -> !late.isZero())
                .singleElement(as(DURATION))
                .isBetween(Duration.ofSeconds(50), Duration.ofSeconds(60));
    }

    @Test
    void aLoginAskedForInAnOutageIsOneTryMoreAndNotTheEndOfAllPauses() {
        Received away = new Received.Unreachable("nobody listens", false);
        life.session.receive =
                () ->
                        life.time.passed().compareTo(Duration.ofSeconds(20)) < 0
                                ? away
                                : new Received.Nothing();
        life.at(Duration.ofSeconds(5), life.loop::login);

        life.liveFor(Duration.ofMinutes(1));

        assertThat(life.inbox.states()).endsWith(SessionState.ONLINE, SessionState.STOPPED);
        assertThat(life.session.count("receive")).isLessThan(40);
    }

    @Test
    void aLoginAskedForWhileTheGateIsClosedDoesNotEndThePauses() {
        life.journal.refuses = true;
        life.at(Duration.ofSeconds(5), life.loop::login);

        life.liveFor(Duration.ofMinutes(1));

        assertThat(life.session.count("receive")).isZero();
        assertThat(life.time.pauses()).hasSizeLessThan(70);
    }

    @Test
    void aSessionThatIsForgottenWhileTheGateIsClosedIsHadAnewOnce() {
        life.journal.refuses = true;
        life.session.alive = () -> new Session.Alive.SignedOut();

        life.liveFor(Duration.ofHours(1));

        assertThat(life.session.count("signIn")).isEqualTo(2);
        assertThat(life.session.count("receive")).isZero();
    }

    @Test
    void aGatewayThatIsAwayWhileTheGateIsClosedIsAskedWithGrowingPauses() {
        life.journal.refuses = true;
        life.session.alive = () -> new Session.Alive.Unreachable("no answer");

        life.liveFor(Duration.ofHours(1));

        assertThat(life.session.count("stayAlive")).isBetween(120L, 260L);
        assertThat(life.session.count("signIn")).isEqualTo(1);
    }

    @Test
    void aLoginIsNotLostHoweverSoonItFollowsALogout() {
        life.journal.refuses = true;
        life.session.alive =
                () -> {
                    life.loop.logout();
                    life.loop.login();
                    return new Session.Alive.Heard();
                };

        life.liveFor(Duration.ofMinutes(1));

        assertThat(life.session.calls).contains("stayAlive").doesNotContain("signOut");
    }

    @Test
    void eachOutageStartsWithShortPausesAgain() {
        Received away = new Received.Unreachable("nobody listens", false);
        life.session.receive =
                FakeSession.inTurn(
                        away, away, new Received.Nothing(), away, away, new Received.Nothing());

        life.liveFor(Duration.ofMinutes(1));

        assertThat(life.time.pauses())
                .startsWith(
                        Duration.ofMillis(500),
                        Duration.ofSeconds(1),
                        Duration.ofMillis(500),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(1));
        assertThat(life.inbox.states()).filteredOn(SessionState.RECONNECTING::equals).hasSize(2);
    }

    @Test
    void aPollIsMeasured() {
        life.session.receive =
                () -> {
                    life.time.pass(Duration.ofMillis(120));
                    return new Received.Nothing();
                };

        life.liveFor(Duration.ofSeconds(10));

        assertThat(life.observer.polls).isNotEmpty().containsOnly(Duration.ofMillis(120));
    }
}
