package io.qqbridge.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.qqbridge.event.SessionState;
import io.qqbridge.gateway.Session.Received;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** Somebody waits for an account; its session would pause for ever here, and is asked to try. */
class TryingAgainTest {
    private static final Time ENDLESS_PAUSES =
            new Time() {
                @Override
                public Instant now() {
                    return VirtualTime.START;
                }

                @Override
                public long nanos() {
                    return System.nanoTime();
                }

                @Override
                public void pause(Duration atMost) {
                    LockSupport.park(this);
                }
            };

    private final FakeGateway gateway = new FakeGateway();
    private final FakeSession session = gateway.of(Life.ANNA.uin());
    private final SessionLoop loop =
            new SessionLoop(
                    Life.ANNA,
                    Around.sessions(
                            gateway,
                            new FakeInbox(),
                            new FakeObserver(),
                            Life.SETTINGS,
                            ENDLESS_PAUSES),
                    new Leftovers(List.of()));
    private final Thread thread = Thread.ofVirtual().unstarted(loop);

    @AfterEach
    void stop() throws Exception {
        loop.end(Farewell.STOP);
        thread.join();
    }

    private SessionState state() {
        return loop.status().last().state();
    }

    @Test
    void aGatewayThatDidNotAnswerIsTriedAtOnce() {
        session.receive =
                FakeSession.inTurn(
                        new Received.Unreachable("no answer", false), new Received.Nothing());
        thread.start();
        await().until(() -> state() == SessionState.RECONNECTING);

        await().until(
                        () -> {
                            loop.tryAgain();
                            return state() == SessionState.ONLINE;
                        });
    }

    @Test
    void aLoginAfterADropWaitsItsTime() {
        session.receive = () -> new Received.SignedOut(false);
        thread.start();
        await().until(() -> state() == SessionState.RECONNECTING);

        await().during(Duration.ofMillis(300))
                .until(
                        () -> {
                            loop.tryAgain();
                            return session.count("signIn") == 1;
                        });
        assertThat(state()).isEqualTo(SessionState.RECONNECTING);
    }

    @Test
    void aCommandThatWaitsIsAReason() {
        session.receive =
                FakeSession.inTurn(
                        new Received.Unreachable("no answer", false), new Received.Nothing());
        thread.start();
        await().until(() -> state() == SessionState.RECONNECTING);
        CommandAttempt attempt = new CommandAttempt(new FakeEnds(), Tenure.ALL, Time.SYSTEM);
        var record = Records.add(7, Life.ANNA.uin());

        var done =
                attempt.run(
                        record, Records.read(record), Optional.of(loop), Duration.ofSeconds(10));

        assertThat(done.result().reason()).isNull();
    }
}
