package io.qqbridge.app;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

import java.nio.file.Path;

/** The option that names the configuration. */
final class ConfigOption {
    private static final String USUAL = "application.properties";

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description =
                    "The configuration (default: application.properties here or beside the program,"
                            + " if there is one). Environment variables override its keys:"
                            + " QQ_POLL_MIN is qq.poll.min.")
    @Nullable Path file;

    Settings settings() throws Misconfigured {
        return Settings.read(file == null ? Places.find(USUAL) : file, System.getenv());
    }
}
