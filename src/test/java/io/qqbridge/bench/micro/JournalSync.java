package io.qqbridge.bench.micro;

import io.qqbridge.gateway.Journal.Entry;
import io.qqbridge.gateway.Journal.RefusedException;
import io.qqbridge.journal.JournalFolder;

import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** An answer of 400 bytes is kept, synced to disk, and struck. */
@State(Scope.Benchmark)
@BenchmarkMode({Mode.Throughput, Mode.SampleTime})
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class JournalSync {
    private static final Entry ENTRY =
            new Entry(
                    "d2f1c2a8-3b1c-4a55-9a6e-0c1f5b7f2f11",
                    "29501213",
                    17,
                    Instant.parse("2026-01-31T12:00:00Z"),
                    "",
                    new byte[400]);

    private @Nullable Path folder;
    private @Nullable JournalFolder journal;

    /** Where temporary files are: on a disk, or the figures mean little. */
    @Setup
    public void open() throws IOException {
        folder = Files.createTempDirectory("qq-bridge-bench");
        journal = JournalFolder.open(folder.resolve("journal"), 1 << 30, new Random(1));
    }

    /** Nobody shares the sync. */
    @Benchmark
    public long alone() throws RefusedException {
        return keepAndStrike();
    }

    /** Group commit. */
    @Benchmark
    @Threads(64)
    public long amongSixtyFour() throws RefusedException {
        return keepAndStrike();
    }

    private long keepAndStrike() throws RefusedException {
        if (journal == null) {
            throw new IllegalStateException("not open");
        }
        long number = journal.keep(ENTRY);
        journal.strike(number);
        return number;
    }

    @TearDown
    public void close() throws IOException {
        if (journal != null && folder != null) {
            journal.close();
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
