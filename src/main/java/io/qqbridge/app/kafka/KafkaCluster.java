package io.qqbridge.app.kafka;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ExecutionException;

/** The Kafka that the bridge works with, as far as it must be there before anything flows. */
public final class KafkaCluster {
    private final KafkaClients clients;
    private final Topics topics;
    private final int partitions;

    public KafkaCluster(KafkaClients clients, Topics topics, int partitions) {
        this.clients = clients;
        this.topics = topics;
        this.partitions = partitions;
    }

    /** Whether Kafka answered. */
    public sealed interface Reached {
        /** It did, and these topics are new, or may not be created. */
        record Yes(Topics.Ensured topics) implements Reached {}

        /** It did not, for this reason. */
        record No(String reason) implements Reached {}

        /** It never will with these settings. */
        record Never(String reason) implements Reached {}
    }

    /** Asks Kafka for its topics and creates those that are missing; blocks for so long at most. */
    public Reached reach(Duration timeout) throws InterruptedException {
        try (Admin admin = clients.admin(timeout)) {
            return new Reached.Yes(topics.ensure(admin, partitions));
        } catch (ExecutionException e) {
            return new Reached.No(clause(Objects.requireNonNullElse(e.getCause(), e)));
        } catch (KafkaException e) {
            // Thrown by the client's constructor: an address or a security setting that is wrong.
            Throwable cause = e.getCause() == null ? e : e.getCause();
            return new Reached.Never(clause(cause));
        }
    }

    /** What a problem of a Kafka client means, in one line. */
    static String clause(Throwable problem) {
        return switch (problem) {
            case org.apache.kafka.common.errors.TimeoutException e -> "it does not answer";
            default -> String.valueOf(problem.getMessage()).replaceAll("[\\r\\n]+", " ");
        };
    }
}
