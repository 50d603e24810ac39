package io.qqbridge.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.qqbridge.gateway.SessionObserver.DropReason;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Random;
import java.util.random.RandomGenerator;

/** How long a session waits before the next poll, and before the next try. */
class PausesTest {
    private static final RandomGenerator SHORTEST = () -> 0L;

    @Test
    void pollsSlowDownWhileNothingComesAndSpeedUpWhenSomethingDoes() {
        PollPace pace = new PollPace(Duration.ofMillis(400), Duration.ofMillis(1000));

        assertThat(pace.afterNothing()).hasMillis(400);
        assertThat(pace.afterNothing()).hasMillis(600);
        assertThat(pace.afterNothing()).hasMillis(900);
        assertThat(pace.afterNothing()).hasMillis(1000);
        assertThat(pace.afterNothing()).hasMillis(1000);
        assertThat(pace.afterSomething()).hasMillis(400);
        assertThat(pace.afterNothing()).hasMillis(400);
        assertThat(pace.afterNothing()).hasMillis(600);
    }

    @Test
    void pollsWithoutAPauseWhileMessagesComeSlowDownAllTheSame() {
        PollPace pace = new PollPace(Duration.ZERO, Duration.ofMillis(2));

        assertThat(pace.afterSomething()).isZero();
        assertThat(pace.afterNothing()).isZero();
        assertThat(pace.afterNothing()).hasNanos(1_000_000);
        assertThat(pace.afterNothing()).hasNanos(1_500_000);
        assertThat(pace.afterNothing()).hasNanos(2_000_000);
        assertThat(pace.afterSomething()).isZero();
    }

    @Test
    void aLongestPauseBelowTheShortestMeansTheShortest() {
        PollPace pace = new PollPace(Duration.ofSeconds(2), Duration.ofSeconds(1));

        assertThat(pace.afterNothing()).hasSeconds(2);
        assertThat(pace.afterNothing()).hasSeconds(2);
        assertThat(pace.afterSomething()).hasSeconds(2);
    }

    @Test
    void pausesDoubleUpToTheirLimitUntilSomethingSucceeds() {
        Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(5), SHORTEST);

        assertThat(backoff.next()).hasMillis(500);
        assertThat(backoff.next()).hasMillis(1000);
        assertThat(backoff.next()).hasMillis(2000);
        assertThat(backoff.next()).hasMillis(2500);
        assertThat(backoff.failures()).isEqualTo(4);

        backoff.reset();

        assertThat(backoff.failures()).isZero();
        assertThat(backoff.next()).hasMillis(500);
    }

    @Property
    void aPauseIsBetweenHalfAndTheWholeOfWhatHasGrown(
            @ForAll @IntRange(max = 100) int failures, @ForAll Random random) {
        Duration most = Duration.ofMinutes(30);
        Backoff backoff = new Backoff(Duration.ofSeconds(1), most, random);
        for (int i = 0; i < failures; i++) {
            Duration unused = backoff.next();
        }
        long whole = Math.min(1000L << Math.min(failures, 20), most.toMillis());

        assertThat(backoff.next().toMillis()).isBetween(whole / 2, whole);
    }

    @Test
    void pausesAreSpreadSoThatNoTwoAccountsLineUp() {
        Random random = new Random(7);

        assertThat(
                        java.util.stream.Stream.generate(
                                        () ->
                                                new Backoff(
                                                                Duration.ofSeconds(10),
                                                                Duration.ofSeconds(10),
                                                                random)
                                                        .next())
                                .limit(50)
                                .distinct())
                .hasSizeGreaterThan(40);
    }

    @Test
    void threeQuickDropsAreATakeover() {
        Reconnect reconnect = new Reconnect(SHORTEST);

        assertThat(reconnect.dropped(Duration.ofSeconds(1))).isEqualTo(DropReason.SIGNED_OUT);
        assertThat(reconnect.dropped(Duration.ofSeconds(119))).isEqualTo(DropReason.SIGNED_OUT);
        assertThat(reconnect.dropped(Duration.ofSeconds(1))).isEqualTo(DropReason.TAKEN_OVER);
        assertThat(reconnect.dropped(Duration.ofSeconds(1))).isEqualTo(DropReason.TAKEN_OVER);
        assertThat(reconnect.attempts()).isEqualTo(4);
    }

    @Test
    void aSessionThatLivedLongForgivesTheDropsBefore() {
        Reconnect reconnect = new Reconnect(SHORTEST);
        for (int i = 0; i < 2; i++) {
            assertThat(reconnect.dropped(Duration.ZERO)).isEqualTo(DropReason.SIGNED_OUT);
            assertThat(reconnect.pauseDropped(DropReason.SIGNED_OUT)).isPositive();
        }

        assertThat(reconnect.dropped(Duration.ofMinutes(2))).isEqualTo(DropReason.SIGNED_OUT);
        assertThat(reconnect.attempts()).isEqualTo(1);
        assertThat(reconnect.pauseDropped(DropReason.SIGNED_OUT)).hasMillis(500);
    }

    @Test
    void aPersonWhoWantsATryForgivesAll() {
        Reconnect reconnect = new Reconnect(SHORTEST);
        for (int i = 0; i < 3; i++) {
            assertThat(reconnect.dropped(Duration.ZERO)).isNotNull();
        }

        reconnect.forgive();

        assertThat(reconnect.attempts()).isZero();
        assertThat(reconnect.dropped(Duration.ZERO)).isEqualTo(DropReason.SIGNED_OUT);
    }

    @Test
    void aTakeoverWaitsLongADropShortAndSilenceNotAtAll() {
        Reconnect reconnect = new Reconnect(SHORTEST);

        assertThat(reconnect.pauseDropped(DropReason.SILENCE)).isZero();
        assertThat(reconnect.pauseDropped(DropReason.SIGNED_OUT)).hasMillis(500);
        assertThat(reconnect.pauseDropped(DropReason.SIGNED_OUT)).hasMillis(1000);
        assertThat(reconnect.pauseDropped(DropReason.TAKEN_OVER)).hasSeconds(30);
        assertThat(reconnect.pauseDropped(DropReason.TAKEN_OVER)).hasSeconds(60);
        for (int i = 0; i < 10; i++) {
            assertThat(reconnect.pauseDropped(DropReason.TAKEN_OVER))
                    .isLessThanOrEqualTo(Duration.ofMinutes(15));
        }
    }

    @Test
    void failedAttemptsCountUntilTheGatewayAnswers() {
        Reconnect reconnect = new Reconnect(SHORTEST);
        assertThat(reconnect.pauseUnanswered()).hasMillis(500);
        assertThat(reconnect.pauseUnanswered()).hasMillis(1000);
        assertThat(reconnect.attempts()).isEqualTo(2);

        reconnect.answered();

        assertThat(reconnect.attempts()).isZero();
        assertThat(reconnect.pauseUnanswered()).hasMillis(500);
    }
}
