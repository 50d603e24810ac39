package io.qqbridge.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/** Pauses and time limits by the wheel: as long as asked, and never longer than needed. */
class WheelTimeTest {
    private static final WheelTime TIME = WheelTime.SYSTEM;

    private static final long TICK_NANOS = 10_000_000;

    /** Ends long after the test would have failed. */
    private static final Duration FOR_EVER = Duration.ofDays(1);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 39, 40, 130})
    void aPauseLastsAboutAsLongAsAsked(int millis) {
        long start = TIME.nanos();

        TIME.pause(Duration.ofMillis(millis));

        assertThat(Duration.ofNanos(TIME.nanos() - start))
                .isBetween(Duration.ofMillis(millis * 15 / 16), Duration.ofSeconds(5));
    }

    @Test
    void pausesThatBeginTogetherDoNotEndTogether() throws Exception {
        var ends = new ConcurrentHashMap<Long, Boolean>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 50; i++) {
                Future<?> unused =
                        threads.submit(
                                () -> {
                                    TIME.pause(Duration.ofMillis(800));
                                    ends.put(TIME.nanos() / TICK_NANOS, true);
                                });
            }
        }

        assertThat(ends).hasSizeGreaterThan(2);
    }

    @Test
    void whoeverIsUnparkedGoesOn() throws Exception {
        Thread paused = Thread.ofVirtual().start(() -> TIME.pause(FOR_EVER));
        await().until(() -> paused.getState() == Thread.State.WAITING);

        LockSupport.unpark(paused);

        assertThat(paused.join(Duration.ofSeconds(10))).isTrue();
    }

    @Test
    void anEndIsSeenWhenItComes() throws Exception {
        var end = new CompletableFuture<String>();
        var seen = new CompletableFuture<Boolean>();
        Thread.startVirtualThread(
                () -> {
                    try {
                        seen.complete(TIME.await(end, FOR_EVER));
                    } catch (InterruptedException e) {
                        seen.completeExceptionally(e);
                    }
                });
        assertThat(seen).isNotDone();

        end.complete("done");

        assertThat(seen.get()).isTrue();
    }

    @Test
    void aBadEndIsAnEndToo() throws Exception {
        var failed = CompletableFuture.failedFuture(new IllegalStateException("on purpose"));

        assertThat(TIME.await(failed, FOR_EVER)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {-5, 0, 30})
    void whatDoesNotEndIsWaitedForAsLongAsAsked(int millis) throws Exception {
        long start = TIME.nanos();

        assertThat(TIME.await(new CompletableFuture<>(), Duration.ofMillis(millis))).isFalse();

        assertThat(TIME.nanos() - start).isGreaterThanOrEqualTo(millis * 1_000_000L);
    }

    @Test
    void whoeverWaitsAgainAndAgainLeavesNothingBehind() throws Exception {
        var end = new CompletableFuture<String>();

        for (int i = 0; i < 20; i++) {
            assertThat(TIME.awaitFurther(end, Duration.ofMillis(1))).isFalse();
        }

        assertThat(end.getNumberOfDependents()).isZero();
    }

    @Test
    void aWaitCanBeInterrupted() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> TIME.await(new CompletableFuture<>(), FOR_EVER))
                .isInstanceOf(InterruptedException.class);
    }

    @Test
    void whatWasCancelledIsNotDone() {
        var first = new AtomicBoolean();
        var second = new AtomicBoolean();
        var cancelled = TIME.after(Duration.ofMillis(20), () -> first.set(true));
        TIME.after(Duration.ofMillis(60), () -> second.set(true));

        cancelled.cancel();

        await().untilTrue(second);
        assertThat(first).isFalse();
    }
}
