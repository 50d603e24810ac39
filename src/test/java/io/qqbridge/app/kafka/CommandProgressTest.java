package io.qqbridge.app.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.qqbridge.event.CommandRecord;
import io.qqbridge.event.CommandResult;
import io.qqbridge.event.DeadLetter;
import io.qqbridge.gateway.CommandEnds;

import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/** Commands end in any order, and what is committed has no gaps. */
class CommandProgressTest {
    private static final TopicPartition PARTITION = new TopicPartition("qq.command.v1", 3);
    private static final TopicPartition OTHER = new TopicPartition("qq.command.v1", 4);

    private static final byte[] VALUE = new byte[100];

    private final List<String> forgotten = new ArrayList<>();
    private final CommandProgress progress = new CommandProgress(new Ends());

    /** Writes down what it is told to be committed. */
    private final class Ends implements CommandEnds {
        @Override
        public Optional<Memory> find(CommandRecord record) {
            return Optional.empty();
        }

        @Override
        public void sending(CommandRecord record) {}

        @Override
        public CompletableFuture<Void> ended(CommandRecord record, CommandResult result) {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void forget(CommandRecord record) {}

        @Override
        public void committed(String topic, int partition, long offset) {
            forgotten.add(topic + "-" + partition + " before " + offset);
        }
    }

    @BeforeEach
    void threeAreWithTheirAccounts() {
        progress.gained(List.of(PARTITION), Map.of());
        progress.taken(List.of(command(10), command(12), command(13)));
        progress.accepted(List.of(command(10), command(12), command(13)));
    }

    private static CommandRecord command(long offset) {
        return command(offset, VALUE);
    }

    /** Read once more, it has octets of its own. */
    private static CommandRecord command(long offset, byte[] value) {
        return new CommandRecord(
                "id",
                "1",
                "1",
                value,
                new DeadLetter.Origin(PARTITION.topic(), PARTITION.partition(), offset),
                Map.of(),
                Instant.EPOCH,
                Instant.EPOCH);
    }

    private void done(long... offsets) {
        assertThat(progress.done(Arrays.stream(offsets).mapToObj(each -> command(each)).toList()))
                .isCompleted();
    }

    private static Map<TopicPartition, OffsetAndMetadata> before(long offset) {
        return Map.of(PARTITION, new OffsetAndMetadata(offset));
    }

    @Test
    void whatLiesBeforeTheFirstThatIsNotDoneMayBeCommitted() {
        done(12);
        assertThat(progress.committable()).isEmpty();

        done(10);
        assertThat(progress.committable()).isEqualTo(before(13));

        done(13);
        assertThat(progress.committable()).isEqualTo(before(14));
    }

    @Test
    void whatIsCommittedIsNotAgain() {
        done(10, 12, 13);
        progress.committed(before(14));

        assertThat(progress.committable()).isEmpty();
        assertThat(forgotten).containsExactly("qq.command.v1-3 before 14");
    }

    @Test
    void whatWasLeftHoldsUpTheCommitAndNobodyWhoWaitsForTheRest() {
        progress.left(command(12));
        done(10, 13);

        assertThat(progress.committable())
                .hasEntrySatisfying(PARTITION, it -> assertThat(it.offset()).isEqualTo(12));
        long started = System.nanoTime();
        progress.settle(List.of(PARTITION, OTHER), Duration.ofMinutes(1));
        assertThat(System.nanoTime() - started).isLessThan(TimeUnit.SECONDS.toNanos(30));
    }

    @Test
    void nothingBehindWhatWasLeftIsBegunBeforeItIsReadAgain() {
        progress.left(command(12));
        assertThat(progress.isOurs(command(13))).isFalse();
        assertThat(progress.toBeReadAgain()).isEmpty();

        done(10);
        progress.left(command(13));
        assertThat(progress.toBeReadAgain()).isEqualTo(Map.of(PARTITION, 12L));
        progress.taken(List.of(command(12)));
        assertThat(progress.isOurs(command(12))).isTrue();
        assertThat(progress.toBeReadAgain()).isEmpty();
    }

    @Test
    void whatWasDoneIsCommittedThoughWhatLiesBehindItIsReadAgain() {
        done(10);
        progress.left(command(12));
        progress.left(command(13));
        assertThat(progress.toBeReadAgain()).isEqualTo(Map.of(PARTITION, 12L));

        assertThat(progress.committable()).isEqualTo(before(12));
        progress.taken(List.of(command(12)));
        done(12);
        assertThat(progress.committable()).isEqualTo(before(13));
    }

    @Test
    void whatWasDoneBehindWhatWasNotIsToldAtTheHandoverAndNotCarriedOutAgain() {
        done(12);
        progress.left(command(10));
        progress.left(command(13));
        OffsetAndMetadata last = last();
        progress.forget(List.of(PARTITION));

        progress.gained(List.of(PARTITION), Map.of(PARTITION, last));

        assertThat(last.offset()).isEqualTo(10);
        assertThat(progress.taken(List.of(command(10), command(12), command(13))))
                .containsExactly(command(10), command(13));
        done(10, 13);
        assertThat(progress.committable()).isEqualTo(before(14));
    }

    @Test
    void whatWasDoneFarBehindIsToldToo() {
        LongStream.range(14, 17_000).forEach(this::takenAndDone);
        progress.left(command(10));

        String metadata = last().metadata();

        assertThat(metadata).hasSizeBetween(2_000, 4_096);
    }

    @Test
    void whatIsFartherThanKafkaCanBeToldIsReadAgain() {
        LongStream.range(14, 60_000).forEach(this::takenAndDone);
        assertThat(last().metadata()).hasSizeLessThan(4_096);

        done(10, 12, 13);

        assertThat(progress.committable()).isEqualTo(before(60_000));
        takenAndDone(60_000);
        assertThat(progress.committable()).isEqualTo(before(60_001));
    }

    @Test
    void inTheSameLifeItIsNotCarriedOutAgainEither() {
        done(13);
        progress.left(command(10));
        progress.left(command(12));
        assertThat(progress.toBeReadAgain()).isEqualTo(Map.of(PARTITION, 10L));
        assertThat(last().metadata()).isNotEmpty();

        assertThat(progress.taken(List.of(command(10), command(12), command(13))))
                .containsExactly(command(10), command(12));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "not base 64!", "////", "done-ahead", "done-ahead:?"})
    void theCommitOfAnotherProgramMeansThatNothingWasDoneBehindIt(String metadata) {
        progress.gained(List.of(PARTITION), Map.of(PARTITION, new OffsetAndMetadata(10, metadata)));

        assertThat(progress.taken(List.of(command(10)))).containsExactly(command(10));
    }

    private OffsetAndMetadata last() {
        return Objects.requireNonNull(progress.lastOf(List.of(PARTITION)).get(PARTITION));
    }

    private void takenAndDone(long offset) {
        progress.taken(List.of(command(offset)));
        done(offset);
    }

    @Test
    void whoWaitsForTheRestWaitsForTheLast() throws Exception {
        done(10, 12);
        CompletableFuture<Void> waiting =
                CompletableFuture.runAsync(
                        () -> progress.settle(List.of(PARTITION), Duration.ofMinutes(1)));
        assertThat(waiting).isNotDone();

        done(13);

        waiting.get(30, TimeUnit.SECONDS);
    }

    @Test
    void whatTheRouteGaveToNobodyIsDone() {
        progress.taken(List.of(command(14)));
        progress.passed(List.of(command(14)), true);
        done(10, 12, 13);

        assertThat(progress.committable()).isEqualTo(before(15));
    }

    @Test
    void whatTheRouteFailedIsLeft() {
        progress.taken(List.of(command(14)));
        progress.passed(List.of(command(14)), false);
        done(10, 12, 13);

        assertThat(progress.committable()).isEqualTo(before(14));
        assertThat(progress.load(PARTITION).commands()).isEqualTo(1);
    }

    @Test
    void whatIsWithItsAccountIsNotDoneWhenTheRouteIsThrough() {
        progress.passed(List.of(command(10)), true);

        assertThat(progress.isOurs(command(10))).isTrue();
        assertThat(progress.load(PARTITION)).isEqualTo(new Shelf.Load(3, 300));
    }

    @Test
    void whatWasReadBeforeThePartitionWentIsNothingToTheOneThatCameBack() {
        CommandRecord again = command(10, new byte[] {1});
        progress.forget(List.of(PARTITION));
        progress.gained(List.of(PARTITION), Map.of());
        progress.taken(List.of(again));

        assertThat(progress.isOurs(command(10))).isFalse();
        done(10);
        progress.left(command(10));

        assertThat(progress.isOurs(again)).isTrue();
        assertThat(progress.committable()).isEmpty();
    }

    @Test
    void whatIsAnothersIsNotBegunAndItsEndChangesNothing() {
        progress.forget(List.of(PARTITION));

        assertThat(progress.isOurs(command(10))).isFalse();
        done(10);
        progress.left(command(12));
        assertThat(progress.committable()).isEmpty();
        assertThat(progress.load(PARTITION)).isEqualTo(new Shelf.Load(0, 0));
    }
}
