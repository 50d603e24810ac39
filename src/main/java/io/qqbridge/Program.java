package io.qqbridge;

import io.qqbridge.app.CheckCommand;
import io.qqbridge.app.Misconfigured;
import io.qqbridge.app.ReplayCommand;
import io.qqbridge.app.RunCommand;
import io.qqbridge.app.SilentWires;
import io.qqbridge.app.demo.BrokerCommand;
import io.qqbridge.app.demo.DemoCommand;
import io.qqbridge.app.demo.SimulatorCommand;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParameterException;

/**
 * The commands of the program, and how it reports what is wrong: in one line, without a stack
 * trace.
 */
@Command(
        name = "qq-bridge",
        description = "Brings QQ into Kafka and back.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            RunCommand.class,
            DemoCommand.class,
            SimulatorCommand.class,
            BrokerCommand.class,
            CheckCommand.class,
            ReplayCommand.class
        },
        mixinStandardHelpOptions = true,
        versionProvider = Program.Version.class,
        footer = {
            "",
            "Try 'qq-bridge demo' first: it needs nothing. 'qq-bridge COMMAND --help' tells more."
        })
public final class Program {
    private static final int MISCONFIGURED = 1;
    private static final int MISUSED = 2;

    private Program() {}

    /** Runs a command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        SilentWires.install();
        int exitCode = run(arguments);
        System.exit(exitCode);
    }

    /**
     * Runs a command to its end and gives its exit code; says what is wrong on the error stream.
     */
    public static int run(String... arguments) {
        CommandLine program = new CommandLine(new Program());
        if (arguments.length == 0) {
            program.usage(System.out);
            return MISUSED;
        }
        return program.setParameterExceptionHandler(Program::misused)
                .setExecutionExceptionHandler(Program::failed)
                .execute(arguments);
    }

    private static int misused(ParameterException e, String[] arguments) {
        CommandLine command = e.getCommandLine();
        String said = String.valueOf(e.getMessage()).lines().findFirst().orElse("wrong options");
        command.getErr()
                .printf(
                        "qq-bridge: %s; '%s --help' tells more%n",
                        said, command.getCommandSpec().qualifiedName());
        return MISUSED;
    }

    private static int failed(Exception e, CommandLine command, CommandLine.ParseResult parsed)
            throws Exception {
        if (e instanceof Misconfigured) {
            command.getErr().println("qq-bridge: " + e.getMessage());
            return MISCONFIGURED;
        }
        // Not a person's mistake but ours: the trace is what helps.
        throw e;
    }

    /** The version that the build wrote into the jar. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Program.class.getPackage().getImplementationVersion();
            return new String[] {"qq-bridge " + (version == null ? "(from classes)" : version)};
        }
    }
}
