package io.qqbridge.faults;

import io.qqbridge.app.Key;
import io.qqbridge.testing.Launch;
import io.qqbridge.testing.Ports;
import io.qqbridge.testing.ProgramProcess;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

/** A bridge with a configuration and a journal of its own, and its lives, one after the other. */
final class Instance implements AutoCloseable {
    private final Path folder;
    private final List<String> jvm;
    private final Metrics metrics;
    private final List<ProgramProcess> lives = new ArrayList<>();
    private @Nullable ProgramProcess process;

    /**
     * Writes its configuration; starts nothing.
     *
     * @param folder where it runs, which is there
     */
    Instance(Path folder, Map<String, String> settings, List<String> accounts, List<String> jvm)
            throws IOException {
        this.folder = folder;
        this.jvm = jvm;
        int management = Ports.free();
        metrics = new Metrics(management);
        Properties properties = new Properties();
        properties.putAll(settings);
        properties.put(Key.MANAGEMENT_PORT.key(), Integer.toString(management));
        properties.put(Key.ROUTES_DIR.key(), Path.of("routes").toAbsolutePath().toString());
        try (var file = Files.newBufferedWriter(folder.resolve("application.properties"))) {
            properties.store(file, null);
        }
        Files.write(
                folder.resolve("accounts.yaml"),
                Stream.concat(
                                Stream.of("accounts:"),
                                accounts.stream()
                                        .map(
                                                uin ->
                                                        "  - {uin: \"%s\", password: demo}"
                                                                .formatted(uin)))
                        .toList());
    }

    /** Starts it, on what its life before left; does not wait for it. */
    ProgramProcess start(Map<String, String> environment) throws IOException {
        if (process != null && process.isAlive()) {
            throw new IllegalStateException("the bridge still runs");
        }
        ProgramProcess life =
                Launch.in(folder).withJvm(jvm).withEnvironment(environment).start("run");
        lives.add(life);
        process = life;
        return life;
    }

    /** As it was started last. */
    ProgramProcess process() {
        if (process == null) {
            throw new IllegalStateException("it was never started");
        }
        return process;
    }

    /** Waits until it says that it runs. */
    void awaitRunning() {
        process().awaitLine(line -> line.contains("running: "));
    }

    /** How many lines with this text it has written, in all its lives. */
    int timesSaid(String text) {
        return timesSaidInEachLife(text).stream().mapToInt(Integer::intValue).sum();
    }

    /** The same for each of its lives. */
    List<Integer> timesSaidInEachLife(String text) {
        return lives.stream()
                .map(life -> life.lines().stream().filter(line -> line.contains(text)).toList())
                .map(List::size)
                .toList();
    }

    /** Its own figures. */
    Metrics metrics() {
        return metrics;
    }

    /** Where it runs, with its configuration and its journal. */
    Path folder() {
        return folder;
    }

    @Override
    public void close() {
        lives.forEach(ProgramProcess::close);
    }
}
