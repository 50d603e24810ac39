package io.qqbridge.app.kafka;

import io.qqbridge.event.CommandRecord;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * Takes commands that became dead letters back into the command topic. The dead topic stays as it
 * is: a replayed record carries the place of its letter ({@code qq_replayed}), and by that the next
 * replay knows it.
 */
public final class Replay {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** What the clocks of two machines may differ by, when a replay is looked for by its time. */
    private static final Duration CLOCKS = Duration.ofHours(1);

    private final KafkaClients clients;
    private final Topics topics;
    private final Plan plan;

    /**
     * What shall be done.
     *
     * @param filter which letters
     * @param limit how many are replayed at most
     * @param again also those that were replayed before
     * @param unknown also those that may have been carried out
     * @param dryRun only look
     */
    public record Plan(
            LetterFilter filter, long limit, boolean again, boolean unknown, boolean dryRun) {}

    /** What becomes of a letter that the filter takes. */
    public sealed interface Fate {
        /** It is replayed, or would be. */
        record Taken() implements Fate {}

        /** It was replayed before, and nobody asked to do so again. */
        record Before() implements Fate {}

        /** It stays, for this reason. */
        record Left(String why) implements Fate {}

        /** Kafka refused it, for this reason. */
        record Refused(String why) implements Fate {}
    }

    /** How the replay ended. */
    public sealed interface End {
        /** At the end of the topic, or at the limit; so many letters were on it that far. */
        record Done(long letters) implements End {}

        /** There is no such topic. */
        record NoTopic(String topic) implements End {}

        /** Kafka did not answer, or said no. */
        record NoKafka(String reason) implements End {}
    }

    public Replay(KafkaClients clients, Topics topics, Plan plan) {
        this.clients = clients;
        this.topics = topics;
        this.plan = plan;
    }

    /** Does it, and tells of each letter that the filter takes. Blocks. */
    public End run(BiConsumer<Letter, Fate> observer) throws InterruptedException {
        try (Consumer<byte[], byte[]> consumer = clients.reader(TIMEOUT)) {
            TopicScan scan = new TopicScan(consumer, PATIENCE);
            List<TopicPartition> dead = scan.partitions(topics.dead());
            List<TopicPartition> commands = scan.partitions(topics.command());
            if (dead.isEmpty() || commands.isEmpty()) {
                return new End.NoTopic(dead.isEmpty() ? topics.dead() : topics.command());
            }
            // Taken beforehand, so that a letter which dies again meanwhile is not met again.
            Map<TopicPartition, Long> ends = scan.ends(dead);
            ReplayRules rules =
                    new ReplayRules(
                            topics.command(),
                            plan.unknown(),
                            plan.again() ? Set.of() : before(scan, ends, commands));
            if (plan.dryRun()) {
                return over(scan, ends, new Pass(rules, letter -> new Fate.Taken(), observer));
            }
            try (Producer<byte[], byte[]> producer = clients.writer(TIMEOUT)) {
                ReplayWriter writer = new ReplayWriter(producer, topics.command(), commands.size());
                return over(scan, ends, new Pass(rules, writer::write, observer));
            }
        } catch (InterruptException e) {
            throw new InterruptedException(e.getMessage());
        } catch (KafkaException e) {
            // What is wrong with the settings stands in the cause of what the constructors throw.
            return new End.NoKafka(
                    e instanceof TimeoutException
                            ? "it does not answer"
                            : clients.refusal().ofSettings(e).reason());
        }
    }

    private static End over(TopicScan scan, Map<TopicPartition, Long> ends, Pass pass) {
        ends.entrySet().stream()
                .sorted(Comparator.comparingInt(end -> end.getKey().partition()))
                .forEach(end -> pass.over(scan, end.getKey(), end.getValue()));
        return new End.Done(pass.letters);
    }

    /** The places of the letters that were replayed before: no replay is older than its letter. */
    private static Set<Place> before(
            TopicScan scan, Map<TopicPartition, Long> dead, List<TopicPartition> commands) {
        Set<Place> before = new HashSet<>();
        Optional<Instant> oldest = scan.oldest(dead);
        if (oldest.isPresent()) {
            scan.ends(commands)
                    .forEach(
                            (partition, end) ->
                                    scan.read(
                                            partition,
                                            end,
                                            oldest.get().minus(CLOCKS),
                                            record -> {
                                                mark(record).ifPresent(before::add);
                                                return true;
                                            }));
        }
        return before;
    }

    private static Optional<Place> mark(ConsumerRecord<byte[], byte[]> record) {
        String place = Letter.text(record.headers(), CommandRecord.REPLAYED);
        return place == null ? Optional.empty() : Place.parse(place);
    }

    /** One way through the dead topic, from its beginning to what was its end. */
    private final class Pass {
        private final ReplayRules rules;
        private final Function<Letter, Fate> taker;
        private final BiConsumer<Letter, Fate> observer;
        private long letters;
        private long taken;

        Pass(ReplayRules rules, Function<Letter, Fate> taker, BiConsumer<Letter, Fate> observer) {
            this.rules = rules;
            this.taker = taker;
            this.observer = observer;
        }

        void over(TopicScan scan, TopicPartition partition, long end) {
            if (taken >= plan.limit()) {
                return;
            }
            LetterPieces pieces = new LetterPieces();
            scan.read(
                    partition,
                    end,
                    Instant.EPOCH,
                    record -> {
                        pieces.add(record).ifPresent(this::meet);
                        return taken < plan.limit();
                    });
            if (taken < plan.limit()) {
                pieces.incomplete().forEach(this::meet);
            }
        }

        private void meet(Letter letter) {
            letters++;
            // The rules see each letter, for they remember what came twice.
            Optional<Fate> kept = rules.keep(letter);
            if (!plan.filter().takes(letter)) {
                return;
            }
            Fate fate = kept.orElseGet(() -> taker.apply(letter));
            if (fate instanceof Fate.Taken) {
                taken++;
            }
            observer.accept(letter, fate);
        }
    }
}
