package io.qqbridge.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/** A share of a core that a process cannot exceed, as the kernel's control groups grant it. */
final class CpuLimit implements AutoCloseable {
    private static final Path GROUPS = Path.of("/sys/fs/cgroup");
    private static final long PERIOD_MICROS = 20_000;

    private final Path group;

    /**
     * Limits a process that runs.
     *
     * @throws IOException when this machine does not let us: it takes root, and control groups
     *     (version 1 or 2) that may be written
     */
    CpuLimit(long pid, double cores) throws IOException {
        boolean isUnified = Files.exists(GROUPS.resolve("cgroup.controllers"));
        Path parent = isUnified ? GROUPS : GROUPS.resolve("cpu");
        group = Files.createDirectory(parent.resolve("qq-bridge-bench-" + UUID.randomUUID()));
        long quota = Math.round(cores * PERIOD_MICROS);
        if (isUnified) {
            Files.writeString(group.resolve("cpu.max"), quota + " " + PERIOD_MICROS);
        } else {
            Files.writeString(group.resolve("cpu.cfs_period_us"), Long.toString(PERIOD_MICROS));
            Files.writeString(group.resolve("cpu.cfs_quota_us"), Long.toString(quota));
        }
        Files.writeString(group.resolve("cgroup.procs"), Long.toString(pid));
    }

    /** To be called when the process has ended. */
    @Override
    public void close() throws IOException {
        Files.delete(group);
    }
}
