package io.qqbridge.testing;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** Reads topics from their beginning, all the time, and keeps every record. */
public final class Reader implements AutoCloseable {
    /** Far beyond what anything here takes, so that a slow machine fails nothing. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final List<Seen> seen = new CopyOnWriteArrayList<>();
    private final Tail tail;

    /** Starts to read topics that exist. */
    public static Reader of(String bootstrapServers, Collection<String> topics) {
        return new Reader(bootstrapServers, topics);
    }

    private Reader(String bootstrapServers, Collection<String> topics) {
        tail = new Tail(bootstrapServers, topics, Map.of(), seen::add);
    }

    /** What has been seen so far on a topic; records of one partition are in order. */
    public List<Seen> seen(String topic) {
        return seen.stream().filter(record -> record.record().topic().equals(topic)).toList();
    }

    /** Waits for a record on a topic, and gives the first. */
    public Seen await(String topic, Predicate<Seen> wanted) {
        return await(topic, 1, wanted).getFirst();
    }

    /** Waits for so many such records on a topic, and gives all there are. */
    public List<Seen> await(String topic, int count, Predicate<Seen> wanted) {
        try {
            return Awaitility.await()
                    .pollInterval(Duration.ofMillis(10))
                    .atMost(PATIENCE)
                    .until(
                            () -> seen(topic).stream().filter(wanted).toList(),
                            found -> found.size() >= count);
        } catch (ConditionTimeoutException e) {
            List<Seen> all = seen(topic);
            throw new AssertionError(
                    "%d such records did not come on %s; there are %d, %d of them such: %s"
                            .formatted(
                                    count,
                                    topic,
                                    all.size(),
                                    all.stream().filter(wanted).count(),
                                    all.subList(Math.max(0, all.size() - 8), all.size())),
                    e);
        }
    }

    @Override
    public void close() {
        tail.close();
    }
}
