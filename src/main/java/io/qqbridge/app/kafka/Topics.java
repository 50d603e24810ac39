package io.qqbridge.app.kafka;

import io.qqbridge.event.EventKind;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

/** The topics of the contract: their names, and how they are created where they are missing. */
public final class Topics {
    private static final String COMMAND = "command";

    /** Read as a whole by whoever is given a partition, so it must stay short. */
    private static final Map<String, String> OFTEN_CLEANED =
            Map.of(
                    TopicConfig.CLEANUP_POLICY_CONFIG,
                    TopicConfig.CLEANUP_POLICY_COMPACT,
                    TopicConfig.SEGMENT_BYTES_CONFIG,
                    Integer.toString(4 * 1024 * 1024),
                    TopicConfig.SEGMENT_MS_CONFIG,
                    Integer.toString(10 * 60 * 1000),
                    TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG,
                    "0.1");

    private final String prefix;
    private final List<String> replies;
    private final boolean shared;

    public Topics(String prefix) {
        this(prefix, List.of(), false);
    }

    /**
     * @param replies topics of others that results go to as well; a missing one would keep results
     *     waiting
     * @param shared whether several instances share the accounts, and need {@link #notes}
     */
    public Topics(String prefix, List<String> replies, boolean shared) {
        this.prefix = prefix;
        this.replies = List.copyOf(replies);
        this.shared = shared;
    }

    /** The topic that a kind of event goes to: {@code qq.message.v1}. */
    public String of(EventKind kind) {
        return named(kind.word());
    }

    /** The topic that commands are read from. */
    public String command() {
        return named(COMMAND);
    }

    /** The topic of what instances tell each other; nobody else needs it. */
    public String notes() {
        return named("note");
    }

    /** The topic of what could not be processed. */
    String dead() {
        return of(EventKind.DEAD);
    }

    /** All of them. */
    public List<String> all() {
        List<String> all = new ArrayList<>();
        for (EventKind kind : EventKind.values()) {
            all.add(of(kind));
        }
        all.add(command());
        return all;
    }

    private String named(String word) {
        return prefix + word + ".v1";
    }

    /** A table keeps the last record of each key; all else is a log. */
    private static boolean isTable(EventKind kind) {
        return switch (kind) {
            case PRESENCE, ROSTER, SESSION -> true;
            case MESSAGE, REQUEST, RESULT, DEAD -> false;
        };
    }

    /** What became of {@link #ensure}: by topic, why it could not be created. */
    public record Ensured(List<String> created, Map<String, String> refused) {}

    /**
     * Creates the topics that are missing, with the brokers' own replication factor.
     *
     * @throws ExecutionException when Kafka does not answer
     */
    Ensured ensure(Admin admin, int partitions) throws ExecutionException, InterruptedException {
        var existing = admin.listTopics().names().get();
        List<NewTopic> missing = new ArrayList<>();
        for (EventKind kind : EventKind.values()) {
            NewTopic topic = new NewTopic(of(kind), Optional.of(partitions), Optional.empty());
            missing.add(
                    isTable(kind)
                            ? topic.configs(
                                    Map.of(
                                            TopicConfig.CLEANUP_POLICY_CONFIG,
                                            TopicConfig.CLEANUP_POLICY_COMPACT))
                            : topic);
        }
        missing.add(new NewTopic(command(), Optional.of(partitions), Optional.empty()));
        if (shared) {
            missing.add(
                    new NewTopic(notes(), Optional.of(partitions), Optional.empty())
                            .configs(OFTEN_CLEANED));
        }
        for (String reply : replies) {
            missing.add(new NewTopic(reply, Optional.empty(), Optional.empty()));
        }
        missing.removeIf(topic -> existing.contains(topic.name()));
        List<String> created = new ArrayList<>();
        Map<String, String> refused = new LinkedHashMap<>();
        for (var creation : admin.createTopics(missing).values().entrySet()) {
            try {
                creation.getValue().get();
                created.add(creation.getKey());
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TopicExistsException)) {
                    refused.put(
                            creation.getKey(),
                            String.valueOf(
                                    Objects.requireNonNullElse(e.getCause(), e).getMessage()));
                }
            }
        }
        return new Ensured(created, refused);
    }
}
