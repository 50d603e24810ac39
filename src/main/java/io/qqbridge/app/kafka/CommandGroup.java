package io.qqbridge.app.kafka;

import io.qqbridge.cluster.Shares;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;

import java.time.Duration;
import java.util.Properties;

/**
 * The consumer group that reads the commands, and this process in it.
 *
 * @param id the group's
 * @param member this process's own name in it, the same after each start; empty where it is alone
 * @param progress how far the commands have come
 * @param shares hears which partitions are this process's
 */
public record CommandGroup(String id, String member, CommandProgress progress, Shares shares) {
    /**
     * A member that has been silent for so long loses its partitions. One that restarts is back
     * before, and keeps them.
     */
    private static final Duration SESSION_TIMEOUT = Duration.ofSeconds(30);

    /** Whether a consumer with these properties is to read the commands. */
    boolean isFor(Properties consumer) {
        return id.equals(consumer.get(ConsumerConfig.GROUP_ID_CONFIG));
    }

    /**
     * A member of several keeps its partitions while others come and go, and over its own restart.
     */
    void addTo(Properties consumer) {
        if (!member.isEmpty()) {
            consumer.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, member);
            consumer.put(
                    ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, (int) SESSION_TIMEOUT.toMillis());
            consumer.put(
                    ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                    CooperativeStickyAssignor.class.getName());
        }
    }
}
