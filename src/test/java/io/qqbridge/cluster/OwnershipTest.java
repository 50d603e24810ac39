package io.qqbridge.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.qqbridge.cluster.Ownership.Share;
import io.qqbridge.gateway.VirtualTime;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Whose an account is, from the news of the group. */
class OwnershipTest {
    private static final int PARTITIONS = 4;
    private static final String ACCOUNT = "10001";
    private static final int ITS_PARTITION = new Placement(PARTITIONS).of(ACCOUNT);

    private final VirtualTime time = new VirtualTime();
    private final Ownership ownership =
            new Ownership(
                    new Notes(
                            "note.v1",
                            () -> {
                                throw new IllegalStateException("nothing is noted here");
                            },
                            () -> {
                                throw new IllegalStateException("nothing is read here");
                            }),
                    time);
    private Duration silence = Duration.ZERO;

    @BeforeEach
    void joins() {
        ownership.joins(PARTITIONS, Duration.ofSeconds(30), () -> silence);
    }

    @Test
    void anAccountIsOursWithItsPartition() {
        assertThat(ownership.isOurs(ACCOUNT)).isFalse();

        ownership.gained(List.of(ITS_PARTITION));
        assertThat(ownership.isOurs(ACCOUNT)).isTrue();

        ownership.giveBack(List.of(ITS_PARTITION));
        assertThat(ownership.isOurs(ACCOUNT)).isFalse();
    }

    @Test
    void commandsWaitUntilTheSessionsAreThere() {
        ownership.gained(List.of(1, 2));
        assertThat(ownership.isServed(1)).isFalse();

        ownership.serves(ownership.ours());
        assertThat(ownership.isServed(1)).isTrue();

        ownership.gained(List.of(3));
        assertThat(ownership.isServed(1)).isTrue();
        assertThat(ownership.isServed(3)).isFalse();
    }

    /** Other accounts belong to the same partitions then. */
    @Test
    void aTopicThatHasMorePartitionsMakesAnotherShare() {
        ownership.gained(List.of(1, 2));
        ownership.serves(ownership.ours());
        Share before = ownership.ours();

        ownership.joins(PARTITIONS + 2, Duration.ofSeconds(30), () -> silence);
        Share after = ownership.ours();
        assertThat(after.partitions()).isEqualTo(before.partitions());
        assertThat(after).isNotEqualTo(before);
        assertThat(ownership.isServed(1)).isFalse();

        ownership.serves(after);
        ownership.joins(PARTITIONS + 2, Duration.ofSeconds(30), () -> silence);
        assertThat(ownership.isServed(1)).isTrue();
    }

    @Test
    void whatIsLostIsServedNoMore() {
        ownership.gained(List.of(1, 2));
        ownership.serves(ownership.ours());

        ownership.lost(List.of(2));

        assertThat(ownership.isServed(1)).isTrue();
        assertThat(ownership.isServed(2)).isFalse();
    }

    /** Its sessions ended in between, so that those who keep the accounts must look again. */
    @Test
    void whatWasTakenAwayAndGivenBackIsAnotherShare() {
        ownership.gained(List.of(1, 2));
        Share before = ownership.ours();

        ownership.giveBack(List.of(2));
        ownership.gained(List.of(2));
        ownership.serves(before);

        assertThat(ownership.ours().partitions()).isEqualTo(Set.of(1, 2));
        assertThat(ownership.ours()).isNotEqualTo(before);
        assertThat(ownership.isServed(2)).isFalse();
    }

    @Test
    void aShareKeepsItsAccountsWhateverIsGainedMeanwhile() {
        Share before = ownership.ours();
        ownership.gained(List.of(ITS_PARTITION));

        assertThat(ownership.keeps(before, ACCOUNT)).isFalse();
        assertThat(ownership.keeps(ownership.ours(), ACCOUNT)).isTrue();
    }

    @Test
    void theGroupRestsWhenNothingHasChangedForThreeSeconds() {
        ownership.gained(List.of(1));
        time.pass(Duration.ofSeconds(2));
        assertThat(ownership.isAtRest()).isFalse();

        ownership.gained(List.of(2));
        time.pass(Duration.ofSeconds(2));
        assertThat(ownership.isAtRest()).isFalse();

        time.pass(Duration.ofSeconds(1));
        assertThat(ownership.isAtRest()).isTrue();
    }

    @Test
    void whoWasNotHeardForLongerThanTheGroupWaitsFetchesNothing() {
        silence = Duration.ofMillis(29_999);
        assertThat(ownership.trouble()).isEmpty();

        silence = Duration.ofSeconds(30);
        assertThat(ownership.trouble())
                .contains(
                        "Kafka has not heard of this instance for 30 s, so another may keep its"
                                + " accounts by now");
    }
}
