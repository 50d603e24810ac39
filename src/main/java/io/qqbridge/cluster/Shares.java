package io.qqbridge.cluster;

import java.time.Duration;
import java.util.Collection;
import java.util.function.Supplier;

/**
 * Hears which partitions of the command topic this process is given and has to give back. All but
 * {@link #isServed} is called by the thread that polls Kafka.
 */
public interface Shares {
    /** Of a process that is alone: whatever it is given, it has all accounts. */
    Shares ALONE =
            new Shares() {
                @Override
                public void joins(int partitions, Duration patience, Supplier<Duration> unheard) {
                    // Nobody else is there.
                }

                @Override
                public void gained(Collection<Integer> partitions) {
                    // All accounts are here anyway.
                }

                @Override
                public void giveBack(Collection<Integer> partitions) {
                    // Its accounts stay.
                }

                @Override
                public void lost(Collection<Integer> partitions) {
                    // Its accounts stay.
                }

                @Override
                public boolean isServed(int partition) {
                    return true;
                }
            };

    /**
     * The process becomes a member of the group.
     *
     * @param partitions of the command topic
     * @param patience after which the group gives the partitions of a silent member away
     * @param unheard for how long the group has not heard of it; asked by any thread
     */
    void joins(int partitions, Duration patience, Supplier<Duration> unheard);

    /** These are ours from now on. Returns at once. */
    void gained(Collection<Integer> partitions);

    /** These are another's next; blocks until their accounts have handed over what they had. */
    void giveBack(Collection<Integer> partitions);

    /** These are another's already. Returns at once. */
    void lost(Collection<Integer> partitions);

    /** Whether the sessions are there to which the commands of this partition go. */
    boolean isServed(int partition);
}
