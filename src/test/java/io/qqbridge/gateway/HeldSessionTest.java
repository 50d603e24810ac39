package io.qqbridge.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.qqbridge.event.SessionChanged;
import io.qqbridge.event.SessionState;
import io.qqbridge.gateway.Session.Alive;

import org.junit.jupiter.api.Test;

import java.time.Duration;

/** A session that a person holds back: it stays online and fetches nothing. */
class HeldSessionTest {
    private final Life life = new Life();

    private void hold() {
        life.loop.hold();
        life.session.calls.clear();
    }

    @Test
    void itFetchesNothingAndShowsSignsOfLife() {
        life.at(Duration.ofMinutes(1), this::hold);

        life.liveFor(Duration.ofHours(1));

        assertThat(life.session.calls).containsOnly("stayAlive");
        assertThat(life.session.count("stayAlive")).isBetween(100L, 120L);
        assertThat(life.lastChange())
                .extracting(SessionChanged::state, SessionChanged::reason)
                .containsExactly(SessionState.ONLINE, "paused by hand");
    }

    @Test
    void itGoesOnAtOnceWhenItIsResumed() {
        life.at(Duration.ofMinutes(1), this::hold);
        life.at(Duration.ofMinutes(10), life.session.calls::clear);
        life.at(Duration.ofMinutes(10), life.loop::resume);
        life.at(Duration.ofMinutes(10).plusMillis(100), life.loop::hold);

        life.liveFor(Duration.ofMinutes(11));

        assertThat(life.session.calls).startsWith("receive");
        assertThat(life.inbox.all(SessionChanged.class))
                .extracting(SessionChanged::state, SessionChanged::reason)
                .containsSequence(
                        tuple(SessionState.ONLINE, "logged in"),
                        tuple(SessionState.ONLINE, "paused by hand"),
                        tuple(SessionState.ONLINE, "resumed by hand"),
                        tuple(SessionState.ONLINE, "paused by hand"));
    }

    @Test
    void oneThatTheNetworkForgetsLogsInAgainAndStaysHeld() {
        life.session.alive = FakeSession.inTurn(new Alive.SignedOut(), new Alive.Heard());
        life.at(Duration.ofMinutes(1), this::hold);

        life.liveFor(Duration.ofMinutes(10));

        assertThat(life.session.calls).containsOnly("stayAlive", "signIn");
        assertThat(life.session.count("signIn")).isEqualTo(1);
        assertThat(life.lastChange().reason()).isEqualTo("paused by hand");
    }

    @Test
    void aNetworkThatIsAwayIsReportedAndTriedWithPauses() {
        life.session.alive =
                FakeSession.inTurn(
                        new Alive.Unreachable("no answer"),
                        new Alive.Unreachable("no answer"),
                        new Alive.Unreachable("no answer"),
                        new Alive.Heard());
        life.at(Duration.ofMinutes(1), this::hold);

        life.liveFor(Duration.ofMinutes(5));

        assertThat(life.inbox.all(SessionChanged.class))
                .extracting(SessionChanged::state, SessionChanged::reason)
                .containsSubsequence(
                        tuple(SessionState.ONLINE, "paused by hand"),
                        tuple(
                                SessionState.RECONNECTING,
                                "the gateway does not answer a sign of life: no answer"),
                        tuple(SessionState.ONLINE, "paused by hand"));
    }

    @Test
    void aLogoutEndsItAndALoginFetchesAgain() {
        life.at(Duration.ofMinutes(1), this::hold);
        life.at(Duration.ofMinutes(2), life.loop::logout);
        life.at(Duration.ofMinutes(3), life.loop::login);

        life.liveFor(Duration.ofMinutes(4));

        assertThat(life.session.calls).contains("signOut", "signIn", "receive");
        assertThat(life.lastChange().reason()).isEqualTo("logged in");
    }

    @Test
    void aStopDoesNotWait() {
        life.at(Duration.ofSeconds(10), this::hold);

        life.liveFor(Duration.ofSeconds(20));

        assertThat(life.time.passed()).isEqualTo(Duration.ofSeconds(20));
        assertThat(life.session.calls).doesNotContain("signOut");
    }
}
