package io.qqbridge.cluster;

import io.qqbridge.gateway.Farewell;
import io.qqbridge.gateway.Sessions;
import io.qqbridge.gateway.Tenure;
import io.qqbridge.gateway.Time;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The partitions that are this process's, and with them the accounts. What is given up is no longer
 * kept from that moment on; what is gained is kept when the group has come to rest, for a group
 * that grows or shrinks deals out its partitions more than once.
 */
public final class Ownership implements Shares, Tenure {
    private static final Logger LOG = LoggerFactory.getLogger("qq.cluster");

    /** Without a change for so long, the group has come to rest. */
    private static final Duration REST = Duration.ofSeconds(3);

    /** What a session is granted to hand over what it has. */
    private static final Duration HANDING_OVER = Duration.ofSeconds(5);

    private final Notes notes;
    private final Time time;
    private volatile @Nullable Sessions sessions;
    private volatile Duration patience = Duration.ofSeconds(10);
    private volatile Placement placement = new Placement(1);
    private volatile Supplier<Duration> unheard = () -> Duration.ZERO;
    private volatile Set<Integer> ours = Set.of();
    private volatile Set<Integer> served = Set.of();
    private volatile long changedAt;

    /**
     * @param notes what the owners of accounts tell each other
     */
    public Ownership(Notes notes, Time time) {
        this.notes = notes;
        this.time = time;
        this.changedAt = time.nanos();
    }

    /** From now on it is these whose accounts come and go. */
    public void of(Sessions all) {
        sessions = all;
    }

    @Override
    public void joins(int partitions, Duration atMost, Supplier<Duration> silence) {
        placement = new Placement(partitions);
        patience = atMost;
        unheard = silence;
    }

    @Override
    public boolean isOurs(String account) {
        return ours.contains(placement.of(account));
    }

    @Override
    public boolean isServed(int partition) {
        return served.contains(partition);
    }

    /** Whether what is {@link #ours} has been so for a while. */
    public boolean isAtRest() {
        return time.nanos() - changedAt >= REST.toNanos();
    }

    /** The partitions that are ours now. */
    public Set<Integer> ours() {
        return ours;
    }

    /**
     * Learns what others have noted of the accounts of these partitions; blocks.
     *
     * @throws org.apache.kafka.common.KafkaException when Kafka does not tell: they must not be
     *     kept
     */
    public void learn(Set<Integer> partitions) {
        Set<Integer> fresh = new HashSet<>(partitions);
        fresh.removeAll(served);
        if (!fresh.isEmpty()) {
            notes.read(fresh, placement);
        }
    }

    /** The sessions of these partitions are there, as far as they still are ours. */
    public synchronized void serves(Set<Integer> partitions) {
        Set<Integer> both = new HashSet<>(partitions);
        both.retainAll(ours);
        served = Set.copyOf(both);
    }

    /** Why nothing may be fetched: who is silent for too long may have lost all it had. */
    public Optional<String> trouble() {
        Duration silence = unheard.get();
        return silence.compareTo(patience) < 0
                ? Optional.empty()
                : Optional.of(
                        ("Kafka has not heard of this instance for %d s, so another may keep its"
                                        + " accounts by now")
                                .formatted(silence.toSeconds()));
    }

    @Override
    public void gained(Collection<Integer> partitions) {
        change(partitions, true);
        LOG.info(
                "this instance keeps the accounts of partitions {} of {}",
                ours,
                placement.partitions());
    }

    @Override
    public void giveBack(Collection<Integer> partitions) {
        change(partitions, false);
        end(partitions, Farewell.HANDED_OVER, HANDING_OVER);
        LOG.info("partitions {} are another's next; {} are left", partitions, ours);
    }

    @Override
    public void lost(Collection<Integer> partitions) {
        change(partitions, false);
        end(partitions, Farewell.LOST, Duration.ZERO);
        LOG.warn(
                "partitions {} are another's already, for Kafka had not heard of this instance",
                partitions);
    }

    private synchronized void change(Collection<Integer> partitions, boolean gained) {
        Set<Integer> now = new HashSet<>(ours);
        if (gained) {
            now.addAll(partitions);
        } else {
            now.removeAll(partitions);
        }
        ours = Set.copyOf(now);
        changedAt = time.nanos();
        serves(served);
    }

    private void end(Collection<Integer> partitions, Farewell farewell, Duration atMost) {
        Sessions all = sessions;
        if (all != null) {
            all.end(account -> partitions.contains(placement.of(account)), farewell, atMost);
        }
    }
}
