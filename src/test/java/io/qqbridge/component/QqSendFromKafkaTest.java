package io.qqbridge.component;

import static io.qqbridge.component.SendingFixture.envelopes;
import static io.qqbridge.component.SendingFixture.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.qqbridge.event.CommandRecord;
import io.qqbridge.event.CommandResult.Outcome;
import io.qqbridge.event.DeadLetter;
import io.qqbridge.event.Envelope;
import io.qqbridge.gateway.CommandSource;

import org.apache.camel.Processor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Commands that Kafka brought: their results, and what their source is told. */
class QqSendFromKafkaTest {
    private static final String SEND =
            "{\"command\":\"send-message\",\"to\":\"24259132\",\"text\":\"你好\"}";

    /** Writes down what it is told of each command, in the order in which it is told. */
    private static final class Source implements CommandSource {
        private final List<String> told = new CopyOnWriteArrayList<>();
        private final AtomicInteger mistakes = new AtomicInteger();
        private volatile boolean isAway;

        @Override
        public void accepted(List<CommandRecord> records) {
            records.forEach(record -> told.add(record.id() + " accepted"));
        }

        @Override
        public boolean isOurs(CommandRecord record) {
            return !record.headers().containsKey("gone");
        }

        @Override
        public boolean isShared() {
            return false;
        }

        @Override
        public CompletableFuture<Void> done(List<CommandRecord> records) {
            if (mistakes.getAndDecrement() > 0) {
                throw new IllegalStateException("a mistake of whoever keeps the books");
            }
            if (isAway) {
                return CompletableFuture.failedFuture(new IllegalStateException("away"));
            }
            records.forEach(record -> told.add(record.id() + " done"));
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void left(CommandRecord record) {
            told.add(record.id() + " left");
        }
    }

    @RegisterExtension final SendingFixture fixture = new SendingFixture();
    private final Source source = new Source();
    private final List<Envelope> dead = new CopyOnWriteArrayList<>();

    @BeforeEach
    void read() {
        fixture.qq.setCommandSource(source);
    }

    private static CommandRecord record(int offset, String json, Map<String, String> headers) {
        return new CommandRecord(
                "command-" + offset,
                Integer.toString(offset),
                "29501213",
                json.getBytes(StandardCharsets.UTF_8),
                new DeadLetter.Origin("qq.command.v1", 0, offset),
                headers,
                Instant.now(),
                Instant.ofEpochMilli(1_000));
    }

    @Test
    void recordsBecomeResultsInOrderWithIdsThatFollowFromTheirOwn() throws Exception {
        List<Envelope> results = new CopyOnWriteArrayList<>();
        fixture.receive("dead", e -> dead.addAll(envelopes(e)));
        fixture.receive("result", e -> results.addAll(envelopes(e)));

        List<CommandRecord> records =
                List.of(
                        record(1, SEND, Map.of("kafka_replyTopic", "replies")),
                        record(2, "{}", Map.of()),
                        record(3, SEND, Map.of()));
        assertThat(fixture.send(records, null).getException()).isNull();

        await().untilAsserted(() -> assertThat(source.told).contains("command-3 done"));
        assertThat(results)
                .extracting(Envelope::id)
                .containsExactly("command-1-result", "command-2-result", "command-3-result");
        assertThat(results)
                .extracting(e -> result(e).outcome())
                .containsExactly(Outcome.ACCEPTED, Outcome.REJECTED, Outcome.ACCEPTED);
        assertThat(results.getFirst().extensions())
                .isEqualTo(
                        Map.of(
                                "kafka_replyTopic",
                                "replies",
                                "causationid",
                                "command-1",
                                "readat",
                                "1000"));
        assertThat(dead)
                .singleElement()
                .satisfies(
                        letter -> {
                            assertThat(letter.id()).isEqualTo("command-2-dead");
                            assertThat(letter.extensions())
                                    .containsEntry("causationid", "command-2");
                        });
        assertThat(fixture.session.executed).hasSize(2).allMatch(e -> e.matches(".*] [13]"));
        assertThat(source.told)
                .contains("command-1 accepted", "command-2 accepted", "command-3 accepted")
                .containsSubsequence("command-1 done", "command-2 done", "command-3 done");
    }

    @Test
    void resultsAndDeadLettersThatKafkaDidNotTakeAreTriedAgainAndTheCommandsAreNot()
            throws Exception {
        AtomicInteger failures = new AtomicInteger(2);
        List<Envelope> results = new CopyOnWriteArrayList<>();
        Processor failing =
                e -> {
                    if (failures.getAndDecrement() > 0) {
                        throw new IllegalStateException("Kafka is away");
                    }
                };
        fixture.receive(
                "dead",
                e -> {
                    failing.process(e);
                    dead.addAll(envelopes(e));
                    failures.set(1);
                });
        fixture.receive(
                "result",
                e -> {
                    failing.process(e);
                    results.addAll(envelopes(e));
                });

        fixture.send(List.of(record(1, "{}", Map.of())), null);
        fixture.send(List.of(record(2, SEND, Map.of())), null);

        await().untilAsserted(() -> assertThat(source.told).contains("command-2 done"));
        assertThat(dead).extracting(Envelope::id).containsExactly("command-1-dead");
        assertThat(results)
                .extracting(Envelope::id)
                .containsExactly("command-1-result", "command-2-result");
        assertThat(fixture.session.executed).hasSize(1);
    }

    @Test
    void afterAMistakeOnTheWayResultsFollowAllTheSame() throws Exception {
        source.mistakes.set(1);
        fixture.receive("result", e -> {});

        fixture.send(List.of(record(1, SEND, Map.of())), null);
        fixture.send(List.of(record(2, SEND, Map.of())), null);

        await().untilAsserted(
                        () ->
                                assertThat(source.told)
                                        .containsSubsequence("command-1 done", "command-2 done"));
        assertThat(fixture.session.executed).hasSize(2);
    }

    @Test
    void whatIsKnownToAllIsNotCarriedOutAndDone() {
        fixture.session.ends.known.add("command-1");

        fixture.send(List.of(record(1, SEND, Map.of())), null);

        await().untilAsserted(() -> assertThat(source.told).contains("command-1 done"));
        assertThat(fixture.session.executed).isEmpty();
    }

    @Test
    void whatIsKnownToAllIsReadAgainWhereThatCannotBeToldYet() {
        fixture.session.ends.known.add("command-1");
        source.isAway = true;

        fixture.send(List.of(record(1, SEND, Map.of())), null);

        await().untilAsserted(() -> assertThat(source.told).contains("command-1 left"));
        assertThat(fixture.session.executed).isEmpty();
    }

    @Test
    void whatIsAnothersByNowIsLeft() {

        fixture.send(List.of(record(1, SEND, Map.of("gone", ""))), null);

        await().untilAsserted(
                        () ->
                                assertThat(source.told)
                                        .containsExactly("command-1 accepted", "command-1 left"));
        assertThat(fixture.session.executed).isEmpty();
    }

    @Test
    void afterTheSessionsHaveStoppedARecordIsLeft() {
        fixture.session.close();

        assertThat(fixture.send(List.of(record(1, SEND, Map.of())), null).getException()).isNull();
        assertThat(source.told).containsExactly("command-1 accepted", "command-1 left");
    }
}
