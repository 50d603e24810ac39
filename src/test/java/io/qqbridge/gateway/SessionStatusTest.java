package io.qqbridge.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.qqbridge.event.SessionChanged;
import io.qqbridge.event.SessionState;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

class SessionStatusTest {
    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
    private static final Duration LONG = Duration.ofSeconds(20);

    private final SessionStatus status = new SessionStatus("1", NOON);

    @Test
    void theFirstChangeIsNewsAndHasNoStateBefore() {
        assertThat(change(SessionState.CONNECTING, "starting"))
                .get()
                .extracting(SessionChanged::state, SessionChanged::was)
                .containsExactly(SessionState.CONNECTING, null);
    }

    @Test
    void theSameStateForTheSameReasonIsNoNews() {
        assertThat(change(SessionState.RECONNECTING, "no answer")).isPresent();

        assertThat(change(SessionState.RECONNECTING, "no answer")).isEmpty();
        assertThat(change(SessionState.RECONNECTING, "RES=7")).isPresent();
        assertThat(change(SessionState.ONLINE, "RES=7"))
                .get()
                .extracting(SessionChanged::was)
                .isEqualTo(SessionState.RECONNECTING);
        assertThat(status.changes()).isEqualTo(4);
    }

    @Test
    void whoWaitsForAStateThatIsThereDoesNotWait() {
        assertThat(change(SessionState.ONLINE, "logged in")).isPresent();

        assertThat(status.await(-1, SessionState.ONLINE::equals, LONG).state())
                .isEqualTo(SessionState.ONLINE);
    }

    @Test
    void whoWaitsHearsOfTheChange() throws Exception {
        assertThat(change(SessionState.CONNECTING, "starting")).isPresent();
        AtomicReference<Thread> waiter = new AtomicReference<>();
        CompletableFuture<SessionChanged> waiting =
                CompletableFuture.supplyAsync(
                        () -> {
                            waiter.set(Thread.currentThread());
                            return status.await(-1, SessionState.ONLINE::equals, LONG);
                        });
        await().until(() -> isWaiting(waiter.get()));

        assertThat(change(SessionState.RECONNECTING, "no answer")).isPresent();
        assertThat(change(SessionState.ONLINE, "logged in")).isPresent();

        assertThat(waiting.get(10, TimeUnit.SECONDS).state()).isEqualTo(SessionState.ONLINE);
    }

    @Test
    void whoWaitsForAFreshChangeDoesNotTakeAnOldOne() {
        assertThat(change(SessionState.REFUSED, "wrong password")).isPresent();

        long start = System.nanoTime();
        SessionChanged then = status.await(1, SessionState.REFUSED::equals, Duration.ofMillis(20));

        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isGreaterThanOrEqualTo(Duration.ofMillis(20));
        assertThat(then.state()).isEqualTo(SessionState.REFUSED);
    }

    @Test
    void whoseTimeIsUpGetsTheStateAsItIs() {
        assertThat(change(SessionState.RECONNECTING, "no answer")).isPresent();

        assertThat(status.await(-1, SessionState.ONLINE::equals, Duration.ofMillis(20)).state())
                .isEqualTo(SessionState.RECONNECTING);
        assertThat(status.await(-1, SessionState.ONLINE::equals, Duration.ZERO).state())
                .isEqualTo(SessionState.RECONNECTING);
    }

    private static boolean isWaiting(@org.jspecify.annotations.Nullable Thread thread) {
        return thread != null && thread.getState() == Thread.State.TIMED_WAITING;
    }

    private Optional<SessionChanged> change(SessionState state, String reason) {
        return status.change(state, reason, NOON, 0, "next");
    }
}
