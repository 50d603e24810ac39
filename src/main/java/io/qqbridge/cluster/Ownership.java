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
    private volatile Share ours = new Share(Set.of(), 0);
    private volatile Set<Integer> served = Set.of();
    private volatile long changedAt;

    /**
     * What is this process's between two changes.
     *
     * @param changes so many there have been until then: what was taken away and given back is
     *     another share, though it is of the same partitions, and so is what has other accounts
     */
    public record Share(Set<Integer> partitions, int changes) {
        /** Of a process that is alone. */
        public static final Share ALL = new Share(Set.of(), 0);
    }

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
        patience = atMost;
        unheard = silence;
        if (placement.partitions() != partitions) {
            placement = new Placement(partitions);
            // The same partitions have other accounts from now on.
            served = Set.of();
            change(Set.of(), true);
        }
    }

    @Override
    public boolean isOurs(String account) {
        return keeps(ours, account);
    }

    @Override
    public boolean isServed(int partition) {
        return served.contains(partition);
    }

    /** Whether what is {@link #ours} has been so for a while. */
    public boolean isAtRest() {
        return time.nanos() - changedAt >= REST.toNanos();
    }

    /** What is ours now. */
    public Share ours() {
        return ours;
    }

    /** Whether an account is one of this share. */
    public boolean keeps(Share share, String account) {
        return share.partitions().contains(placement.of(account));
    }

    /**
     * Learns what others have noted of the accounts of this share; blocks.
     *
     * @throws org.apache.kafka.common.KafkaException when Kafka does not tell: they must not be
     *     kept
     */
    public void learn(Share share) {
        Set<Integer> fresh = new HashSet<>(share.partitions());
        fresh.removeAll(served);
        if (!fresh.isEmpty()) {
            notes.read(fresh, placement);
        }
    }

    /** The sessions of this share are there, unless it has changed meanwhile. */
    public synchronized void serves(Share share) {
        if (share.equals(ours)) {
            served = share.partitions();
        }
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
                ours.partitions(),
                placement.partitions());
    }

    @Override
    public void giveBack(Collection<Integer> partitions) {
        change(partitions, false);
        end(partitions, Farewell.HANDED_OVER, HANDING_OVER);
        LOG.info(
                "the accounts of partitions {} go to another instance; this one keeps those of {}",
                partitions,
                ours.partitions());
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
        Set<Integer> now = new HashSet<>(ours.partitions());
        if (gained) {
            now.addAll(partitions);
        } else {
            now.removeAll(partitions);
        }
        Set<Integer> still = new HashSet<>(served);
        still.retainAll(now);
        served = Set.copyOf(still);
        ours = new Share(Set.copyOf(now), ours.changes() + 1);
        changedAt = time.nanos();
    }

    private void end(Collection<Integer> partitions, Farewell farewell, Duration atMost) {
        Sessions all = sessions;
        if (all != null) {
            all.end(account -> partitions.contains(placement.of(account)), farewell, atMost);
        }
    }
}
