package io.qqbridge.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.qqbridge.event.MessageReceived;
import io.qqbridge.event.SessionChanged;
import io.qqbridge.event.SessionState;
import io.qqbridge.gateway.Session.Received;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;

/** An account that claims to be online, and brings nothing. */
class SilentSessionTest {
    private static final Received HELLO =
            FakeSession.batch(
                    new MessageReceived(
                            "29501213", "private:3", "3", "hello", VirtualTime.START, null));

    private final Life life = new Life();

    /** A message waits, and is there with the next poll. */
    private void messageAt(Duration when) {
        life.at(
                when,
                () -> life.session.receive = FakeSession.inTurn(HELLO, new Received.Nothing()));
    }

    private List<SessionState> states() {
        return life.observer.changes.stream().map(SessionChanged::state).toList();
    }

    @Test
    void isSilentAfterADayAndTriedWithANewSession() {
        life.liveFor(Duration.ofHours(50));

        assertThat(life.observer.changes)
                .extracting(SessionChanged::state, SessionChanged::reason)
                .containsExactly(
                        tuple(SessionState.CONNECTING, "starting"),
                        tuple(SessionState.ONLINE, "logged in"),
                        tuple(
                                SessionState.SILENT,
                                "the gateway answers, but has handed nothing over for 24 hours,"
                                        + " unusually long for this account"),
                        tuple(SessionState.STOPPED, "the bridge stopped"));
        assertThat(life.session.count("signIn")).isEqualTo(2);
        assertThat(life.session.count("signOut")).isZero();
    }

    @Test
    void isOnlineAgainWithTheFirstThingThatComes() {
        messageAt(Duration.ofHours(25));

        life.liveFor(Duration.ofHours(26));

        assertThat(life.lastChange().state()).isEqualTo(SessionState.ONLINE);
        assertThat(life.lastChange().reason()).isEqualTo("the gateway hands over messages again");
        assertThat(life.inbox.all(MessageReceived.class)).hasSize(1);
    }

    @Test
    void isNotSilentWhileThatIsUsual() {
        messageAt(Duration.ofHours(20));

        life.liveFor(Duration.ofHours(20 + 39));
        assertThat(states()).doesNotContain(SessionState.SILENT);
    }

    @Test
    void isSilentAfterTwiceWhatIsUsual() {
        messageAt(Duration.ofHours(20));

        life.liveFor(Duration.ofHours(20 + 41));
        assertThat(states()).contains(SessionState.SILENT);
    }

    @Test
    void nobodyIsSilentWhileTheGatewayIsAway() {
        life.at(
                Duration.ofHours(1),
                () -> life.session.receive = () -> new Received.Unreachable("away", false));
        life.at(Duration.ofHours(40), () -> life.session.receive = Received.Nothing::new);

        life.liveFor(Duration.ofHours(60));

        assertThat(states()).doesNotContain(SessionState.SILENT);
    }

    @Test
    void nobodyIsSilentWhileNothingIsFetched() {
        life.at(Duration.ofHours(1), () -> life.journal.refuses = true);
        life.at(Duration.ofHours(40), () -> life.journal.refuses = false);

        life.liveFor(Duration.ofHours(60));

        assertThat(states()).doesNotContain(SessionState.SILENT);
    }
}
