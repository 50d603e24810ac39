package io.qqbridge.testing;

import io.qqbridge.Program;
import io.qqbridge.app.SilentWires;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Commands of the program, one after another in one process: for tests of what each says, where a
 * process for each would cost seconds. What ends by itself only.
 */
public final class CommandsInARow {
    private static final String MARK = "== ";

    private CommandsInARow() {}

    /**
     * What a command said, and how it ended.
     *
     * @param exit its exit code
     */
    public record Said(int exit, List<String> out, List<String> err) {
        @Override
        public String toString() {
            return "exit %d, out %s, err %s".formatted(exit, out, err);
        }
    }

    /** Starts such a process; each command is a line, its arguments divided by blanks. */
    public static ProgramProcess start(Launch launch, List<String> commands) throws IOException {
        return launch.withMain(CommandsInARow.class)
                // As the launcher sets them.
                .withJvm(
                        List.of("-Dcamel.threads.virtual.enabled=true", "-Dio.netty.noUnsafe=true"))
                .start(commands.toArray(String[]::new));
    }

    /** What each command said; waits for the end of all. */
    public static List<Said> said(ProgramProcess process) throws InterruptedException {
        if (process.awaitExit() != 0) {
            throw new AssertionError("the process failed; it said " + process.lines());
        }
        List<List<String>> out = parts(process.out());
        List<List<String>> err = parts(process.err());
        List<Said> said = new ArrayList<>();
        for (int i = 0; i < out.size(); i++) {
            List<String> lines = out.get(i);
            int exit = Integer.parseInt(lines.getLast());
            said.add(new Said(exit, lines.subList(0, lines.size() - 1), err.get(i)));
        }
        return said;
    }

    private static List<List<String>> parts(List<String> lines) {
        List<List<String>> parts = new ArrayList<>();
        for (String line : lines) {
            if (line.startsWith(MARK)) {
                parts.add(new ArrayList<>());
            } else if (!parts.isEmpty()) {
                // Before the first, the JVM itself speaks of its options.
                parts.getLast().add(line);
            }
        }
        return parts;
    }

    /** The process's own; each argument is a command. */
    public static void main(String[] commands) {
        SilentWires.install();
        for (String command : commands) {
            System.out.println(MARK + command);
            System.err.println(MARK + command);
            int exit = Program.run(command.split(" "));
            System.out.println(exit);
        }
        System.exit(0);
    }
}
