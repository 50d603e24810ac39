package io.qqbridge.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.qqbridge.event.CommandRecord;
import io.qqbridge.event.DeadLetter.Origin;
import io.qqbridge.gateway.CommandEnds;
import io.qqbridge.gateway.CommandSource;
import io.qqbridge.gateway.VirtualTime;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A command is done when whoever has its account next can know of it. */
class NotedSourceTest {
    private final NotebookFixture kafka = new NotebookFixture();
    private final Ownership ownership = new Ownership(kafka.notes, new VirtualTime());
    private final Told own = new Told();
    private final NotedSource source = new NotedSource(own, ownership, kafka.notes);

    /** What the source of one process is told. */
    private static final class Told implements CommandSource {
        private final List<String> told = new ArrayList<>();
        private boolean isOurs = true;

        @Override
        public boolean isShared() {
            return false;
        }

        @Override
        public void accepted(List<CommandRecord> records) {
            records.forEach(record -> told.add("accepted " + record.id()));
        }

        @Override
        public boolean isOurs(CommandRecord record) {
            return isOurs;
        }

        @Override
        public CompletableFuture<Void> done(List<CommandRecord> records) {
            records.forEach(record -> told.add("done " + record.id()));
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void left(CommandRecord record) {
            told.add("left " + record.id());
        }
    }

    private static CommandRecord record(@Nullable String key, long offset) {
        return new CommandRecord(
                "c" + offset,
                "1",
                key,
                new byte[0],
                new Origin("qq.command.v1", 2, offset),
                Map.of(),
                Instant.EPOCH,
                Instant.EPOCH);
    }

    @Test
    void theCommandIsNotedBeforeItsSourceKnows() {
        CompletableFuture<Void> done = source.done(List.of(record("10001", 7), record("10002", 8)));

        assertThat(kafka.sent()).containsExactly("10001: 1 - 0 2 7", "10002: 1 - 0 2 8");
        kafka.take();
        assertThat(own.told).isEmpty();
        assertThat(done).isNotDone();

        kafka.take();
        assertThat(own.told).containsExactly("done c7", "done c8");
        assertThat(done).isCompleted();
    }

    @Test
    void whatIsNotedIsKnownToAllAndWhatCameBeforeIt() {
        NotedEnds ends = new NotedEnds(CommandEnds.NONE, kafka.notes);
        CompletableFuture<Void> unused = source.done(List.of(record("10001", 7)));

        assertThat(ends.isKnownToAll(record("10001", 6))).isTrue();
        assertThat(ends.isKnownToAll(record("10001", 7))).isTrue();
        assertThat(ends.isKnownToAll(record("10001", 8))).isFalse();
        assertThat(ends.isKnownToAll(record("10002", 7))).isFalse();
    }

    @Test
    void aNoteThatKafkaRefusesIsToldOnceMore() {
        CompletableFuture<Void> refused = source.done(List.of(record("10001", 7)));
        kafka.refuse();
        assertThat(refused).isCompletedExceptionally();
        assertThat(own.told).isEmpty();

        CompletableFuture<Void> again = source.done(List.of(record("10001", 7)));
        kafka.take();
        assertThat(again).isCompleted();
        assertThat(kafka.sent()).containsExactly("10001: 1 - 0 2 7", "10001: 1 - 0 2 7");
    }

    /** A note is found by the key, and is one account's. */
    @ParameterizedTest
    @NullAndEmptySource
    void whatNamesNoAccountInItsKeyIsNotNoted(@Nullable String key) {
        NotedEnds ends = new NotedEnds(CommandEnds.NONE, kafka.notes);

        assertThat(source.done(List.of(record(key, 7)))).isCompleted();

        assertThat(ends.isKnownToAll(record(key, 6))).isFalse();

        assertThat(own.told).containsExactly("done c7");
        assertThat(kafka.sent()).isEmpty();
    }

    @Test
    void whatItIsToldBesidesItsSourceIsToldToo() {
        source.accepted(List.of(record("10001", 7)));
        source.left(record("10001", 7));

        assertThat(own.told).containsExactly("accepted c7", "left c7");
        assertThat(source.isShared()).isTrue();
    }

    @Test
    void nothingIsOursWhileKafkaMayHaveGivenItToAnother() {
        Duration[] silence = {Duration.ZERO};
        ownership.joins(4, Duration.ofSeconds(30), () -> silence[0]);
        assertThat(source.isOurs(record("10001", 7))).isTrue();

        silence[0] = Duration.ofSeconds(30);
        assertThat(source.isOurs(record("10001", 7))).isFalse();

        silence[0] = Duration.ZERO;
        own.isOurs = false;
        assertThat(source.isOurs(record("10001", 7))).isFalse();
    }
}
