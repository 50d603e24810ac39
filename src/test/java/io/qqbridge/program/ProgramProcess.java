package io.qqbridge.program;

import static org.awaitility.Awaitility.await;

import org.awaitility.core.ConditionTimeoutException;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** The program as a process of its own, from the classes that the tests see. */
public final class ProgramProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Process process;
    private final List<String> out = new CopyOnWriteArrayList<>();
    private final List<String> err = new CopyOnWriteArrayList<>();
    private final List<Thread> readers;

    private ProgramProcess(Process process) {
        this.process = process;
        this.readers =
                List.of(
                        reader(process.getInputStream(), out),
                        reader(process.getErrorStream(), err));
    }

    public static ProgramProcess start(Path folder, String... arguments) throws IOException {
        return start(folder, Map.of(), arguments);
    }

    public static ProgramProcess start(
            Path folder, Map<String, String> environment, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx256m");
        command.add("-XX:TieredStopAtLevel=1");
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add("io.qqbridge.Launcher");
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().putAll(environment);
        return new ProgramProcess(builder.start());
    }

    private static Thread reader(InputStream stream, List<String> lines) {
        return Thread.startVirtualThread(
                () -> {
                    try (var reader =
                            new BufferedReader(
                                    new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                        for (String line = reader.readLine();
                                line != null;
                                line = reader.readLine()) {
                            lines.add(line);
                        }
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
    }

    /** Waits for a line on either stream. */
    public String awaitLine(Predicate<String> wanted) {
        try {
            await().atMost(PATIENCE).until(() -> found(wanted).isPresent() || !process.isAlive());
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("the line does not come; the program said " + lines(), e);
        }
        return found(wanted)
                .orElseThrow(() -> new AssertionError("the program ended; it said " + lines()));
    }

    private Optional<String> found(Predicate<String> wanted) {
        return lines().stream().filter(wanted).findFirst();
    }

    /** Waits for the end, and returns the exit code. */
    public int awaitExit() throws InterruptedException {
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("the program does not end; it said " + out + err);
        }
        for (Thread reader : readers) {
            reader.join();
        }
        return process.exitValue();
    }

    /** Asks it to end, as Ctrl-C or an orchestrator does. */
    public void terminate() {
        // Process.destroy() would also close the streams that its last words come through.
        process.toHandle().destroy();
    }

    public List<String> out() {
        return List.copyOf(out);
    }

    /** What it said on the error stream, without what the JVM itself warns of. */
    public List<String> err() {
        return err.stream().filter(line -> !line.startsWith("WARNING: ")).toList();
    }

    public List<String> lines() {
        List<String> lines = new ArrayList<>(out);
        lines.addAll(err);
        return lines;
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
