package io.qqbridge.fuzz;

import com.sun.management.UnixOperatingSystemMXBean;

import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;

/** What the process holds: bytes of memory in use, on the heap and mapped, and open files. */
record Footprint(long bytes, long files) {
    private static final long MORE_BYTES = 16 << 20;
    private static final long MORE_FILES = 16;

    /** After a full collection, without so many bytes that are known to be kept. */
    static Footprint now(long known) {
        System.gc();
        System.gc(); // what the first one left to cleaners is now free
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        long buffers =
                ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                        .mapToLong(BufferPoolMXBean::getMemoryUsed)
                        .sum();
        return new Footprint(heap + buffers - known, openFiles());
    }

    private static long openFiles() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean os
                ? os.getOpenFileDescriptorCount()
                : 0;
    }

    void requireNoMoreThan(Footprint before) {
        if (bytes > before.bytes + MORE_BYTES || files > before.files + MORE_FILES) {
            throw new AssertionError("grows: from %s to %s".formatted(before, this));
        }
    }
}
