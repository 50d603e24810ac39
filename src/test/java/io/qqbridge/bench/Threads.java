package io.qqbridge.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What each kind of thread of a process has used of the CPU, as the kernel counts: what it spends
 * on compiling and on collecting garbage is in no sample of its code.
 */
final class Threads {
    /** Ticks of the kernel's clock in a second, as it shows them. */
    private static final double TICKS = 100;

    /** User and system ticks, counted behind the name, which may have blanks. */
    private static final int USER = 11;

    private static final int SYSTEM = 12;

    private Threads() {}

    /** Seconds of CPU, by the threads' names without their numbers. */
    static Map<String, Double> cpuSeconds(long pid) throws IOException {
        Map<String, Double> seconds = new HashMap<>();
        try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
            threads.forEach(thread -> add(thread, seconds));
        }
        return seconds;
    }

    private static void add(Path thread, Map<String, Double> seconds) {
        try {
            String stat = Files.readString(thread.resolve("stat"));
            int name = stat.indexOf('(') + 1;
            int end = stat.lastIndexOf(')');
            List<String> fields = List.of(stat.substring(end + 2).split(" ", -1));
            double ticks =
                    Double.parseDouble(fields.get(USER)) + Double.parseDouble(fields.get(SYSTEM));
            seconds.merge(
                    stat.substring(name, end).replaceAll("[-# ]*[0-9].*", ""),
                    ticks / TICKS,
                    Double::sum);
        } catch (NoSuchFileException e) {
            // It has ended meanwhile, and is nobody's any more.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What was used between two readings. */
    static Map<String, Double> between(Map<String, Double> before, Map<String, Double> after) {
        Map<String, Double> used = new HashMap<>();
        after.forEach((name, all) -> used.put(name, all - before.getOrDefault(name, 0.0)));
        used.values().removeIf(seconds -> seconds < 1 / TICKS);
        return used;
    }
}
