package io.qqbridge.testing;

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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The program as a process of its own, from the classes that the tests see. */
public final class ProgramProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Process process;
    private final List<String> out = new CopyOnWriteArrayList<>();
    private final List<String> err = new CopyOnWriteArrayList<>();
    private final List<Thread> readers;

    ProgramProcess(Process process) {
        this.process = process;
        this.readers =
                List.of(
                        reader(process.getInputStream(), out),
                        reader(process.getErrorStream(), err));
    }

    /** Starts a command of the program in a folder. */
    public static ProgramProcess start(Path folder, String... arguments) throws IOException {
        return Launch.in(folder).start(arguments);
    }

    /** Starts a command of the program in a folder, with these variables besides the usual ones. */
    public static ProgramProcess start(
            Path folder, Map<String, String> environment, String... arguments) throws IOException {
        return Launch.in(folder).withEnvironment(environment).start(arguments);
    }

    /** On a thread of the platform: a read from a process lets no other virtual thread run. */
    private static Thread reader(InputStream stream, List<String> lines) {
        Thread thread =
                Thread.ofPlatform()
                        .daemon()
                        .unstarted(
                                () -> {
                                    try (var reader =
                                            new BufferedReader(
                                                    new InputStreamReader(
                                                            stream, StandardCharsets.UTF_8))) {
                                        for (String line = reader.readLine();
                                                line != null;
                                                line = reader.readLine()) {
                                            lines.add(line);
                                        }
                                    } catch (IOException e) {
                                        throw new UncheckedIOException(e);
                                    }
                                });
        thread.start();
        return thread;
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

    /** Waits for a line that a pattern is found in, and gives the pattern's first group. */
    public String awaitGroup(String pattern) {
        Pattern wanted = Pattern.compile(pattern);
        Matcher matcher = wanted.matcher(awaitLine(line -> wanted.matcher(line).find()));
        if (!matcher.find()) {
            throw new IllegalStateException("the line that matched no longer does");
        }
        return matcher.group(1);
    }

    private Optional<String> found(Predicate<String> wanted) {
        return lines().stream().filter(wanted).findFirst();
    }

    /** Waits for the end, and returns the exit code. */
    public int awaitExit() throws InterruptedException {
        return awaitExit(PATIENCE);
    }

    /** Waits so long for the end, and returns the exit code. */
    public int awaitExit(Duration atMost) throws InterruptedException {
        if (!process.waitFor(atMost.toSeconds(), TimeUnit.SECONDS)) {
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

    /** Ends it at once, wherever it is ({@code kill -9}); returns when it is gone. */
    public void kill() {
        process.toHandle().destroyForcibly();
        process.onExit().join();
    }

    /** Stops its clock: it holds its ports and connections, and does nothing ({@code SIGSTOP}). */
    public void freeze() throws IOException, InterruptedException {
        signal("STOP");
    }

    /** Lets it go on as if nothing had been. */
    public void thaw() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
        int exit =
                new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                        .inheritIO()
                        .start()
                        .waitFor();
        if (exit != 0) {
            throw new IOException("kill -%s %d: %d".formatted(name, process.pid(), exit));
        }
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Its number, for tools that look at processes. */
    public long pid() {
        return process.pid();
    }

    /** What it said on the output stream. */
    public List<String> out() {
        return List.copyOf(out);
    }

    /** What it said on the error stream, without what the JVM itself warns of. */
    public List<String> err() {
        return err.stream().filter(line -> !line.startsWith("WARNING: ")).toList();
    }

    /** What it said on both. */
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
