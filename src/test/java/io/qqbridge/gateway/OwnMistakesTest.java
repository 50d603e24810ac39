package io.qqbridge.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.qqbridge.event.SessionState;
import io.qqbridge.gateway.Session.Received;
import io.qqbridge.gateway.Session.SignIn;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/** A mistake of the bridge itself leaves no account that claims to be online and is not. */
class OwnMistakesTest {
    private final Life life = new Life();

    @Test
    void aSessionThatFailsStartsAfresh() {
        AtomicBoolean failed = new AtomicBoolean();
        life.session.receive =
                () -> {
                    if (failed.compareAndSet(false, true)) {
                        throw new IllegalStateException("a mistake");
                    }
                    return new Received.Nothing();
                };

        life.liveFor(Duration.ofMinutes(1));

        assertThat(life.observer.mistakes)
                .singleElement()
                .isInstanceOf(IllegalStateException.class);
        assertThat(life.inbox.states())
                .containsExactly(
                        SessionState.CONNECTING,
                        SessionState.ONLINE,
                        SessionState.RECONNECTING,
                        SessionState.ONLINE,
                        SessionState.STOPPED);
    }

    @Test
    void anInboxThatCannotEvenStartIsTriedAgain() {
        AtomicBoolean failed = new AtomicBoolean();
        life.inbox.conduct =
                events -> {
                    if (failed.compareAndSet(false, true)) {
                        throw new IllegalStateException("no route");
                    }
                    return CompletableFuture.completedFuture(null);
                };

        life.liveFor(Duration.ofMinutes(1));

        assertThat(life.observer.failures).hasSize(1);
        assertThat(life.inbox.handedOver.get(1)).isEqualTo(life.inbox.handedOver.getFirst());
        assertThat(life.lastChange().state()).isEqualTo(SessionState.ONLINE);
    }

    @Test
    void aLoginThatIsAskedForInTheMomentOfARefusalIsNotLost() {
        AtomicBoolean refused = new AtomicBoolean();
        life.session.signIn =
                () -> {
                    if (refused.compareAndSet(false, true)) {
                        life.loop.login();
                        return new SignIn.Refused("no");
                    }
                    return FakeSession.ONLINE;
                };

        life.liveFor(Duration.ofMinutes(1));

        assertThat(life.lastChange().state()).isEqualTo(SessionState.ONLINE);
    }

    @Test
    void aStopDoesNotWaitLongForAKafkaThatIsSilent() throws Exception {
        life.inbox.conduct = events -> new CompletableFuture<>();
        Thread thread = Thread.startVirtualThread(life.loop);
        await().until(() -> !life.inbox.handedOver.isEmpty());

        life.loop.end(Farewell.STOP);

        assertThat(thread.join(Duration.ofSeconds(20))).isTrue();
    }
}
