package io.qqbridge.app.kafka;

import io.qqbridge.app.kafka.Replay.End;
import io.qqbridge.app.kafka.Replay.Fate;
import io.qqbridge.console.DeadLetters;
import io.qqbridge.event.DeadLetter.Stage;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/** The dead letters on their topic, for the console. */
public final class LetterDesk implements DeadLetters {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    /** Bytes of a letter that are kept to be shown; a page shows fewer. */
    private static final int SHOWN = 4096;

    private final KafkaClients clients;
    private final Topics topics;

    public LetterDesk(KafkaClients clients, Topics topics) {
        this.clients = clients;
        this.topics = topics;
    }

    @Override
    public List<Entry> latest(int most) throws UnavailableException, InterruptedException {
        List<Entry> letters = new ArrayList<>();
        try (Consumer<byte[], byte[]> consumer = clients.reader(TIMEOUT)) {
            TopicScan scan = new TopicScan(consumer, TIMEOUT);
            // Whether one was replayed before, only the whole command topic tells: replay asks it.
            ReplayRules rules = new ReplayRules(topics.command(), false, Set.of());
            List<TopicPartition> partitions = scan.partitions(topics.dead());
            scan.ends(partitions)
                    .forEach(
                            (partition, end) -> {
                                LetterPieces pieces = new LetterPieces();
                                scan.readLast(
                                        partition,
                                        end,
                                        most,
                                        record -> {
                                            pieces.add(record)
                                                    .map(letter -> shown(letter, rules))
                                                    .ifPresent(letters::add);
                                            return true;
                                        });
                            });
        } catch (InterruptException e) {
            throw new InterruptedException(e.getMessage());
        } catch (KafkaException e) {
            throw new UnavailableException("Kafka: " + reason(e));
        }
        return letters.stream()
                .sorted(Comparator.comparingLong(Entry::at).reversed())
                .limit(most)
                .toList();
    }

    private static Entry shown(Letter letter, ReplayRules rules) {
        return new Entry(
                letter.place().toString(),
                letter.account(),
                letter.stage().map(Stage::word).orElse(""),
                letter.reason(),
                letter.writtenAt().toEpochMilli(),
                letter.value().length,
                beginning(letter.value()),
                rules.keep(letter).map(LetterDesk::why).orElse(""));
    }

    /** Of a letter that may be as large as a record: hundreds of them are looked at together. */
    private static String beginning(byte[] value) {
        return new String(value, 0, Math.min(value.length, SHOWN), StandardCharsets.UTF_8);
    }

    @Override
    public String replay(String place) throws UnavailableException, InterruptedException {
        var wanted = Place.parse(place);
        if (wanted.isEmpty()) {
            return "there is no such letter";
        }
        Replay replay =
                new Replay(
                        clients,
                        topics,
                        new Replay.Plan(
                                new LetterFilter(null, null, null, null, null, wanted.get()),
                                1,
                                false,
                                false,
                                false));
        AtomicReference<String> stays = new AtomicReference<>("there is no such letter");
        End end = replay.run((letter, fate) -> stays.set(why(fate)));
        return switch (end) {
            case End.Done done -> Objects.requireNonNull(stays.get());
            case End.NoTopic none ->
                    throw new UnavailableException("there is no topic " + none.topic());
            case End.NoKafka no -> throw new UnavailableException("Kafka: " + no.reason());
        };
    }

    private static String why(Fate fate) {
        return switch (fate) {
            case Fate.Taken taken -> "";
            case Fate.Before before -> "it was replayed before";
            case Fate.Left left -> left.why();
            case Fate.Refused refused -> "Kafka refuses it: " + refused.why();
        };
    }

    private String reason(KafkaException e) {
        return e instanceof TimeoutException
                ? "it does not answer"
                : clients.refusal().ofSettings(e).reason();
    }
}
