package io.qqbridge.app;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryNotificationInfo;
import java.lang.management.MemoryPoolMXBean;

import javax.management.Notification;
import javax.management.NotificationEmitter;

/**
 * Collects the old generation of the serial collector when it has grown by a third. Left to itself
 * it grows to the heap's bound before it is collected, and that bound is for bad days: when a
 * gateway hangs or Kafka stands still, ten thousand sessions need twice the memory that they need
 * on all other days. Other collectors need no such help.
 */
final class OldGeneration {
    private static final String OF_THE_SERIAL_COLLECTOR = "Tenured Gen";

    /** Bytes below which there is nothing to be had. */
    private static final long LITTLE = 32L << 20;

    private final MemoryPoolMXBean pool;

    private OldGeneration(MemoryPoolMXBean pool) {
        this.pool = pool;
    }

    /** From now on; does nothing where another collector is at work. */
    static void watch() {
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            if (pool.getName().equals(OF_THE_SERIAL_COLLECTOR)) {
                new OldGeneration(pool).collectAsItGrows();
            }
        }
    }

    private void collectAsItGrows() {
        expectGrowth();
        NotificationEmitter memory = (NotificationEmitter) ManagementFactory.getMemoryMXBean();
        memory.addNotificationListener((told, nothing) -> collect(), this::isGrowth, null);
    }

    private boolean isGrowth(Notification told) {
        return told.getType().equals(MemoryNotificationInfo.MEMORY_THRESHOLD_EXCEEDED);
    }

    private void collect() {
        System.gc();
        expectGrowth();
    }

    private void expectGrowth() {
        long kept = Math.max(LITTLE, pool.getUsage().getUsed());
        pool.setUsageThreshold(Math.min(kept + kept / 3, pool.getUsage().getMax()));
    }
}
