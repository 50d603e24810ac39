package io.qqbridge.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.qqbridge.event.SessionChanged;
import io.qqbridge.event.SessionState;
import io.qqbridge.gateway.Session.Received;
import io.qqbridge.gateway.SessionObserver.DropReason;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** What a session does when the gateway no longer knows it. */
class DroppedSessionTest {
    private final Life life = new Life();
    private final List<Duration> signIns = new ArrayList<>();

    /** Logs in whenever asked, and forgets the session so long after. */
    private void gatewayForgetsAfter(Duration lived) {
        life.session.signIn =
                () -> {
                    signIns.add(life.time.passed());
                    return FakeSession.ONLINE;
                };
        life.session.receive =
                () ->
                        life.time.passed().minus(signIns.getLast()).compareTo(lived) >= 0
                                ? new Received.SignedOut(false)
                                : new Received.Nothing();
    }

    @Test
    void itLogsInAgainAfterAShortPause() {
        gatewayForgetsAfter(Duration.ofMinutes(3));

        life.liveFor(Duration.ofMinutes(4));

        assertThat(signIns).hasSize(2);
        assertThat(life.inbox.states())
                .containsExactly(
                        SessionState.CONNECTING,
                        SessionState.ONLINE,
                        SessionState.RECONNECTING,
                        SessionState.ONLINE,
                        SessionState.STOPPED);
        assertThat(life.observer.drops).containsExactly(DropReason.SIGNED_OUT);
        assertThat(signIns.get(1)).isLessThan(Duration.ofMinutes(3).plusSeconds(11));
    }

    @Test
    void itPausesLongerAfterEachQuickDropAndTheThirdIsATakeover() {
        gatewayForgetsAfter(Duration.ZERO);

        life.liveFor(Duration.ofMinutes(5));

        assertThat(life.observer.drops)
                .startsWith(
                        DropReason.SIGNED_OUT,
                        DropReason.SIGNED_OUT,
                        DropReason.TAKEN_OVER,
                        DropReason.TAKEN_OVER);
        assertThat(signIns)
                .startsWith(
                        Duration.ZERO,
                        Duration.ofMillis(500),
                        Duration.ofMillis(1500),
                        Duration.ofMillis(31_500),
                        Duration.ofMillis(91_500));
    }

    @Test
    void aTakeoverIsReportedWithWhatToDo() {
        gatewayForgetsAfter(Duration.ZERO);

        life.liveFor(Duration.ofSeconds(20));

        assertThat(life.lastChange())
                .extracting(SessionChanged::state, SessionChanged::attempts, SessionChanged::next)
                .containsExactly(
                        SessionState.TAKEN_OVER,
                        3,
                        "tries again after a long pause; a login command tries at once");
    }

    @Test
    void accountsThatAreTakenOverDoNotFight() {
        gatewayForgetsAfter(Duration.ZERO);

        life.liveFor(Duration.ofDays(1));

        // After the first minutes one login in each quarter of an hour at most.
        assertThat(signIns).hasSizeLessThan(8 + 24 * 4);
        for (int i = 11; i < signIns.size(); i++) {
            assertThat(signIns.get(i).minus(signIns.get(i - 1))).isEqualTo(Duration.ofMinutes(15));
        }
    }

    @Test
    void aLoginCommandEndsTheLongPause() {
        gatewayForgetsAfter(Duration.ZERO);
        life.at(Duration.ofSeconds(10), () -> gatewayForgetsAfter(Duration.ofDays(1)));
        life.at(Duration.ofSeconds(10), life.loop::login);

        life.liveFor(Duration.ofSeconds(20));

        assertThat(signIns.getLast()).isEqualTo(Duration.ofSeconds(10));
        assertThat(life.lastChange().state()).isEqualTo(SessionState.ONLINE);
    }

    @Test
    void aSessionThatLivesLongEachTimeIsNeverTakenOver() {
        gatewayForgetsAfter(Duration.ofMinutes(3));

        life.liveFor(Duration.ofHours(2));

        assertThat(life.observer.drops).hasSizeGreaterThan(30).containsOnly(DropReason.SIGNED_OUT);
        assertThat(life.inbox.states()).doesNotContain(SessionState.TAKEN_OVER);
    }

    @Test
    void aDropAfterASilenceOfOurOwnIsNobodysFault() {
        life.session.receive =
                () -> {
                    life.time.pass(Duration.ofMinutes(6)); // the machine slept
                    return life.session.count("signIn") < 5
                            ? new Received.SignedOut(false)
                            : new Received.Nothing();
                };

        life.liveFor(Duration.ofMinutes(40));

        assertThat(life.observer.drops)
                .hasSize(4)
                .containsOnly(DropReason.SILENCE)
                .extracting(DropReason::word)
                .containsOnly("silence");
        assertThat(life.inbox.all(SessionChanged.class).get(2).reason())
                .isEqualTo("the gateway had not heard of the account for too long");
    }

    @Test
    void aLogoutDuringTheLongPauseEndsIt() {
        gatewayForgetsAfter(Duration.ZERO);
        life.at(Duration.ofSeconds(10), life.loop::logout);

        life.liveFor(Duration.ofDays(1));

        assertThat(signIns).hasSize(3);
        assertThat(life.lastChange().state()).isEqualTo(SessionState.STOPPED);
    }

    @Test
    void aLoginAskedForWhileTheTakeoverIsReportedIsTriedAtOnce() {
        gatewayForgetsAfter(Duration.ZERO);
        life.inbox.conduct =
                events -> {
                    if (events.getFirst().event() instanceof SessionChanged change
                            && change.state() == SessionState.TAKEN_OVER
                            && signIns.size() == 3) {
                        life.loop.login();
                    }
                    return CompletableFuture.completedFuture(null);
                };

        life.liveFor(Duration.ofSeconds(20));

        assertThat(signIns).hasSizeGreaterThan(3);
    }

    @Test
    void signsOfLifeGoOnWhileTheGatewayIsBackAndKafkaIsStillAway() {
        life.session.receive =
                FakeSession.inTurn(
                        new Received.Nothing(),
                        new Received.Unreachable("away", false),
                        new Received.Nothing());
        AtomicInteger failures = new AtomicInteger(5);
        life.inbox.conduct =
                events ->
                        life.time.passed().isPositive() && failures.getAndDecrement() > 0
                                ? CompletableFuture.failedFuture(new IllegalStateException("away"))
                                : CompletableFuture.completedFuture(null);

        life.liveFor(Duration.ofMinutes(2));

        assertThat(life.session.count("stayAlive")).isEqualTo(5);
    }
}
