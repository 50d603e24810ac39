package io.qqbridge.monitoring;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A program of the machine, which may not be there. */
final class Tool {
    private final String name;

    Tool(String name) {
        this.name = name;
    }

    boolean isThere() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .anyMatch(folder -> Path.of(folder, name).toFile().canExecute());
    }

    /** Runs it; what it said, if it ended well. */
    String run(Path folder, String... arguments) throws IOException, InterruptedException {
        Process process = start(folder, ProcessBuilder.Redirect.PIPE, arguments);
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new AssertionError(name + " failed: " + said);
        }
        return said;
    }

    /** Starts it; what it says goes there. */
    Process start(Path folder, ProcessBuilder.Redirect output, String... arguments)
            throws IOException {
        List<String> command = Stream.concat(Stream.of(name), Stream.of(arguments)).toList();
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output)
                .start();
    }
}
