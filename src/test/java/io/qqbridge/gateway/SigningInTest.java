package io.qqbridge.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.qqbridge.event.SessionChanged;
import io.qqbridge.event.SessionState;
import io.qqbridge.gateway.Session.SignIn;

import org.junit.jupiter.api.Test;

import java.time.Duration;

/** How a session gets online, and what it does when it does not. */
class SigningInTest {
    private final Life life = new Life();

    @Test
    void aSessionLogsInAndIsOnline() {
        life.liveFor(Duration.ofSeconds(1));

        assertThat(life.session.calls).startsWith("signIn", "receive");
        assertThat(life.inbox.all(SessionChanged.class))
                .extracting(SessionChanged::state, SessionChanged::was, SessionChanged::reason)
                .containsExactly(
                        tuple(SessionState.CONNECTING, null, "starting"),
                        tuple(SessionState.ONLINE, SessionState.CONNECTING, "logged in"),
                        tuple(SessionState.STOPPED, SessionState.ONLINE, "the bridge stopped"));
        assertThat(life.observer.changes).isEqualTo(life.inbox.all(SessionChanged.class));
    }

    @Test
    void aRefusedPasswordIsReportedOnceAndNotTriedAgain() {
        life.session.signIn = () -> new SignIn.Refused("密码错误");

        life.liveFor(Duration.ofDays(5));

        assertThat(life.session.calls).containsExactly("signIn");
        assertThat(life.inbox.states())
                .containsExactly(
                        SessionState.CONNECTING, SessionState.REFUSED, SessionState.STOPPED);
        assertThat(life.inbox.all(SessionChanged.class).get(1))
                .extracting(SessionChanged::reason, SessionChanged::next)
                .containsExactly(
                        "the gateway refused the login: 密码错误",
                        "correct the password of this account, or send a login command");
    }

    @Test
    void aLoginCommandTriesARefusedAccountAgain() {
        life.session.signIn =
                FakeSession.inTurn(
                        new SignIn.Refused("x"), new SignIn.Refused("x"), FakeSession.ONLINE);
        life.at(Duration.ofHours(1), life.loop::login);
        life.at(Duration.ofHours(2), life.loop::login);

        life.liveFor(Duration.ofHours(3));

        assertThat(life.session.count("signIn")).isEqualTo(3);
        assertThat(life.inbox.states())
                .containsExactly(
                        SessionState.CONNECTING,
                        SessionState.REFUSED,
                        SessionState.CONNECTING,
                        SessionState.REFUSED,
                        SessionState.CONNECTING,
                        SessionState.ONLINE,
                        SessionState.STOPPED);
    }

    @Test
    void aPictureWaitsForAPerson() {
        life.session.signIn =
                FakeSession.inTurn(new SignIn.Challenged("474946"), FakeSession.ONLINE);

        life.liveFor(Duration.ofDays(2));

        assertThat(life.session.calls).containsExactly("signIn");
        assertThat(life.lastChange().state()).isEqualTo(SessionState.CHALLENGED);
        assertThat(life.lastChange().toString()).doesNotContain("474946");
    }

    @Test
    void aLoginCommandGoesOnAfterThePicture() {
        life.session.signIn =
                FakeSession.inTurn(new SignIn.Challenged("474946"), FakeSession.ONLINE);
        life.at(Duration.ofDays(1), life.loop::login);

        life.liveFor(Duration.ofDays(1).plusMinutes(1));

        assertThat(life.session.count("signIn")).isEqualTo(2);
        assertThat(life.lastChange().state()).isEqualTo(SessionState.ONLINE);
    }

    @Test
    void aGatewayThatIsAwayIsTriedWithGrowingPausesAndReportedOnce() {
        life.session.signIn = () -> new SignIn.Unreachable("nobody listens");

        life.liveFor(Duration.ofMinutes(10));

        assertThat(life.time.pauses().subList(0, 7))
                .containsExactly(
                        Duration.ofMillis(500),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(4),
                        Duration.ofSeconds(8),
                        Duration.ofSeconds(15),
                        Duration.ofSeconds(15));
        assertThat(life.inbox.states())
                .containsExactly(
                        SessionState.CONNECTING, SessionState.RECONNECTING, SessionState.STOPPED);
        assertThat(life.lastChange().reason())
                .isEqualTo("the gateway did not answer the login: nobody listens");
    }

    @Test
    void aLogoutLogsOutAndALoginComesBack() {
        life.at(Duration.ofSeconds(10), life.loop::logout);
        life.at(Duration.ofHours(1), life.loop::login);

        life.liveFor(Duration.ofHours(2));

        assertThat(life.session.count("signIn")).isEqualTo(2);
        assertThat(life.session.count("signOut")).isEqualTo(1);
        assertThat(life.inbox.all(SessionChanged.class))
                .extracting(SessionChanged::state, SessionChanged::reason)
                .containsSequence(
                        tuple(SessionState.ONLINE, "logged in"),
                        tuple(SessionState.STOPPED, "logged out on command"),
                        tuple(SessionState.CONNECTING, "a login was asked for"),
                        tuple(SessionState.ONLINE, "logged in"));
    }

    @Test
    void anAccountThatIsRefusedCanBeLoggedOut() {
        life.session.signIn = () -> new SignIn.Refused("wrong password");
        life.at(Duration.ofSeconds(10), life.loop::logout);

        life.liveFor(Duration.ofMinutes(1));

        assertThat(life.session.calls).containsExactly("signIn");
        assertThat(life.lastChange())
                .extracting(SessionChanged::state, SessionChanged::reason)
                .containsExactly(SessionState.STOPPED, "logged out on command");
    }

    @Test
    void nobodyPollsForAnAccountThatIsLoggedOut() {
        life.at(Duration.ofSeconds(10), life.loop::logout);
        life.at(Duration.ofSeconds(11), life.session.calls::clear);

        life.liveFor(Duration.ofDays(2));

        assertThat(life.session.calls).isEmpty();
    }

    @Test
    void aStopKeepsTheSessionAtTheGateway() {
        life.liveFor(Duration.ofMinutes(1));

        assertThat(life.session.calls).doesNotContain("signOut");
    }

    @Test
    void leavingSignsOut() {
        life.at(Duration.ofSeconds(30), () -> life.loop.end(Farewell.GONE));

        life.liveFor(Duration.ofMinutes(1));

        assertThat(life.session.calls).endsWith("signOut");
        assertThat(life.inbox.all(SessionChanged.class).getLast())
                .extracting(SessionChanged::state, SessionChanged::reason)
                .containsExactly(
                        SessionState.STOPPED, "the account was taken out of the configuration");
    }

    @Test
    void leavingForAnotherSessionOfTheAccountSaysSoEvenIfTheBridgeStopsThen() {
        life.at(
                Duration.ofSeconds(30),
                () -> {
                    life.loop.end(Farewell.CHANGED);
                    life.loop.end(Farewell.STOP);
                });

        life.liveFor(Duration.ofMinutes(1));

        assertThat(life.session.calls).endsWith("signOut");
        assertThat(life.inbox.all(SessionChanged.class).getLast())
                .extracting(SessionChanged::reason, SessionChanged::next)
                .containsExactly("its configuration was changed", "logs in with the new one");
    }

    @Test
    void aSessionThatRestsCanBeStopped() {
        life.session.signIn = () -> new SignIn.Refused("x");

        life.liveFor(Duration.ofMinutes(1));

        assertThat(life.time.passed()).isEqualTo(Duration.ofMinutes(1));
        assertThat(life.inbox.states()).endsWith(SessionState.REFUSED, SessionState.STOPPED);
    }
}
