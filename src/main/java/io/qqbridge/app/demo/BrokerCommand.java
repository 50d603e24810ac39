package io.qqbridge.app.demo;

import io.qqbridge.app.Lifetime;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.nio.file.Path;
import java.util.concurrent.Callable;

/** {@code broker}: the embedded Kafka alone. */
@Command(
        name = "broker",
        description = {
            "Runs a real Kafka broker with one node, for development and trying things out.",
            "Not for production: it listens on loopback, and keeps one copy of everything."
        },
        mixinStandardHelpOptions = true)
public final class BrokerCommand implements Callable<Integer> {
    @Option(
            names = "--port",
            defaultValue = "9092",
            description = "Where clients connect; 0 takes any free one (default: 9092).")
    private int port;

    @Option(
            names = "--dir",
            description = "Where its data stay (default: a folder that goes with the process).")
    private @Nullable Path dir;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        try (Lifetime lifetime = new Lifetime()) {
            EmbeddedKafka kafka =
                    lifetime.add(
                            dir == null
                                    ? EmbeddedKafka.temporary(port)
                                    : EmbeddedKafka.in(dir, port));
            spec.commandLine()
                    .getOut()
                    .printf(
                            "Kafka for development on %s, data %s; Ctrl-C ends it%n",
                            kafka.bootstrapServers(), dir == null ? "go with it" : "in " + dir);
            spec.commandLine().getOut().flush();
            lifetime.await();
        }
        return 0;
    }
}
