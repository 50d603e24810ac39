package io.qqbridge.security;

import io.qqbridge.testing.CommandsInARow;
import io.qqbridge.testing.Launch;
import io.qqbridge.testing.ProgramProcess;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Processes of the program in one folder. Each has a name, logs all that can be logged in a file of
 * that name, and shows what the bridge says of itself as usual.
 */
final class LoudProcesses implements AutoCloseable {
    private static final String LOGBACK =
            """
            <configuration scan="true" scanPeriod="200 milliseconds">
              <appender name="console" class="ch.qos.logback.core.ConsoleAppender">
                <encoder><pattern>MARK%level %kvp{NONE} %msg%n</pattern></encoder>
              </appender>
              <appender name="file" class="ch.qos.logback.core.FileAppender">
                <file>FOLDER/NAME.log</file>
                <encoder><pattern>MARK%level %logger %kvp{NONE} %msg%n%ex</pattern></encoder>
              </appender>
              <logger name="qq" level="TRACE"><appender-ref ref="console"/></logger>
              <root level="TRACE"><appender-ref ref="file"/></root>
            </configuration>
            """;

    private final Path folder;
    private final List<ProgramProcess> processes = new ArrayList<>();

    LoudProcesses(Path folder) {
        this.folder = folder;
    }

    /** Starts a command of the program. */
    ProgramProcess start(String name, String... arguments) throws IOException {
        return started(launch(name).start(arguments));
    }

    /** Starts commands that are carried out one after another. */
    ProgramProcess startInARow(String name, List<String> commands) throws IOException {
        return started(CommandsInARow.start(launch(name), commands));
    }

    private ProgramProcess started(ProgramProcess process) {
        processes.add(process);
        return process;
    }

    private Launch launch(String name) throws IOException {
        configure(name, "");
        return Launch.in(folder)
                .withEnvironment(
                        Map.of(
                                "JDK_JAVA_OPTIONS",
                                "-Dlogback.configurationFile="
                                        + configuration(name).toAbsolutePath()));
    }

    /** Configures a process's logs so that each line begins with a mark; it rereads that soon. */
    void configure(String name, String mark) throws IOException {
        Files.writeString(
                configuration(name),
                LOGBACK.replace("MARK", mark)
                        .replace("FOLDER", folder.toAbsolutePath().toString())
                        .replace("NAME", name));
    }

    private Path configuration(String name) {
        return folder.resolve(name + ".xml");
    }

    /** Where all stands that a process logs. */
    Path log(String name) {
        return folder.resolve(name + ".log");
    }

    /** What each process said on its streams. */
    List<String> said() {
        return processes.stream().map(process -> String.join("\n", process.lines())).toList();
    }

    @Override
    public void close() {
        processes.forEach(ProgramProcess::close);
    }
}
