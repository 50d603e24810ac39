package io.qqbridge.app.kafka;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

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

        /** It never will with these settings; a person has to mend this key, or these. */
        record Never(String reason, String keys) implements Reached {}
    }

    /** Begins to {@link #reach} it, beside what the caller has to do meanwhile. */
    public Future<Reached> reaching(Duration timeout) {
        FutureTask<Reached> answer = new FutureTask<>(() -> reach(timeout));
        Thread.ofVirtual().name("kafka").start(answer);
        return answer;
    }

    /** Asks Kafka for its topics and creates those that are missing; blocks for so long at most. */
    public Reached reach(Duration timeout) throws InterruptedException {
        if (!clients.useTls() && Listener.at(clients.bootstrapServers()) == Listener.TLS) {
            return new Reached.Never(
                    "it speaks TLS there, and the bridge is to speak " + clients.protocol(),
                    "kafka.security.protocol");
        }
        Refusal refusal = clients.refusal();
        try (Admin admin = clients.admin(timeout)) {
            return new Reached.Yes(topics.ensure(admin, partitions));
        } catch (ExecutionException e) {
            return switch (Objects.requireNonNullElse(e.getCause(), e)) {
                case AuthenticationException refused -> refusal.of(refused);
                case TimeoutException late -> silent();
                case Throwable other -> new Reached.No(refusal.clause(other));
            };
        } catch (KafkaException e) {
            // Thrown by the client's constructor: an address or a security setting that is wrong.
            return refusal.ofSettings(e);
        }
    }

    private Reached silent() {
        if (clients.useTls() && Listener.at(clients.bootstrapServers()) == Listener.PLAIN) {
            return new Reached.Never(
                    "it speaks no TLS there, and the bridge is to speak " + clients.protocol(),
                    "kafka.security.protocol");
        }
        return new Reached.No("it does not answer");
    }
}
