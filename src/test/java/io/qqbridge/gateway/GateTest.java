package io.qqbridge.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Optional;

/** When anything may be fetched. */
class GateTest {
    private final VirtualTime time = new VirtualTime();
    private Optional<String> journal = Optional.empty();
    private final Gate gate = new Gate(() -> journal, time);

    @Test
    void itIsOpenWhileNobodyWaits() {
        time.pause(Duration.ofHours(1));

        assertThat(gate.closed()).isEmpty();
        assertThat(gate.mayFetch()).isTrue();
    }

    @Test
    void itClosesWhenSomebodyWaitsAndNothingWasAcknowledgedForSeconds() {
        gate.waits("1");
        assertThat(gate.mayFetch()).isTrue();

        time.pause(Duration.ofSeconds(6));

        assertThat(gate.closed()).contains("Kafka does not acknowledge what was received");
        assertThat(gate.mayFetch()).isFalse();
        assertThat(gate.waiting()).isEqualTo(1);
    }

    @Test
    void oneThatWaitsWhileOthersGetThroughClosesNothing() {
        gate.waits("1");
        time.pause(Duration.ofSeconds(6));
        gate.acknowledged("2");

        assertThat(gate.mayFetch()).isTrue();
        assertThat(gate.waiting()).isEqualTo(1);
    }

    @Test
    void itOpensAtTheFirstAcknowledgementAndWhenNobodyWaitsAnyMore() {
        gate.waits("1");
        time.pause(Duration.ofSeconds(6));
        gate.acknowledged("1");
        assertThat(gate.mayFetch()).isTrue();

        gate.waits("2");
        time.pause(Duration.ofSeconds(6));
        gate.forget("2");
        assertThat(gate.mayFetch()).isTrue();
    }

    @Test
    void oneMayTryEveryNowAndThen() {
        gate.waits("1");
        time.pause(Duration.ofSeconds(16));

        assertThat(gate.mayFetch()).isTrue();
        assertThat(gate.mayFetch()).isFalse();
        time.pause(Duration.ofSeconds(16));
        assertThat(gate.mayFetch()).isTrue();
        assertThat(gate.mayFetch()).isFalse();
    }

    /** Else a thousand quiet accounts would be polled once in hours, for the sake of one. */
    @Test
    void whoeverTriesAndGetsNothingGivesItsTurnToTheNext() {
        gate.waits("1");
        time.pause(Duration.ofSeconds(16));
        assertThat(gate.mayFetch()).isTrue();

        gate.broughtNothing();

        assertThat(gate.mayFetch()).isTrue();
        assertThat(gate.mayFetch()).isFalse();
    }

    @Test
    void aJournalThatTakesNothingClosesItForAll() {
        journal = Optional.of("the disk is full");
        time.pause(Duration.ofMinutes(1));

        assertThat(gate.closed()).contains("the disk is full");
        assertThat(gate.mayFetch()).isFalse();

        journal = Optional.empty();
        assertThat(gate.mayFetch()).isTrue();
    }
}
