package io.qqbridge.app.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;

/** How long ago a group was heard. */
class HeartbeatsTest {
    private double sent;
    private double answered;
    private long now;
    private final Heartbeats heartbeats = new Heartbeats(() -> sent, () -> answered, () -> now);

    private void pass(int seconds) {
        now += Duration.ofSeconds(seconds).toNanos();
    }

    @Test
    void whatWasAnsweredSinceTheLastLookWasHeardThenAtTheEarliest() {
        pass(10);
        assertThat(heartbeats.silence()).isEqualTo(Duration.ofSeconds(10));

        answered++;
        pass(2);
        assertThat(heartbeats.silence()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void silenceGrowsAsLongAsNothingIsAnswered() {
        answered++;
        assertThat(heartbeats.silence()).isZero();

        pass(20);
        assertThat(heartbeats.silence()).isEqualTo(Duration.ofSeconds(20));
        pass(20);
        assertThat(heartbeats.silence()).isEqualTo(Duration.ofSeconds(40));
    }

    @Test
    void anAnswerThatAProcessWhichStoodStillFindsWaitingIsOld() {
        pass(40);
        sent = 40;
        assertThat(heartbeats.silence()).isEqualTo(Duration.ofSeconds(40));

        answered++;
        assertThat(heartbeats.silence()).isEqualTo(Duration.ofSeconds(40));
    }

    @Test
    void aGroupThatDealsOutPartitionsIsHeard() {
        pass(40);
        heartbeats.heard();
        assertThat(heartbeats.silence()).isZero();

        pass(5);
        assertThat(heartbeats.silence()).isEqualTo(Duration.ofSeconds(5));
    }
}
