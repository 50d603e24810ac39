package io.qqbridge.app.demo;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;

import io.qqbridge.app.Bridge;
import io.qqbridge.app.Key;
import io.qqbridge.app.Lifetime;
import io.qqbridge.app.Settings;
import io.qqbridge.app.kafka.Topics;
import io.qqbridge.simulator.Simulator;
import io.qqbridge.simulator.SimulatorOptions;

import org.slf4j.LoggerFactory;

import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/** {@code demo}: broker, gateway and bridge in one process, and a view of what flows. */
@Command(
        name = "demo",
        description = {
            "Shows the whole bridge with nothing installed: a real Kafka broker, a simulated gateway",
            "with a few chatty accounts, the bridge between them, and a bot that answers."
        },
        mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {
    private static final Duration FRAME = Duration.ofMillis(500);
    private static final double CHATTER = 3;

    @Option(
            names = "--seconds",
            description = "Ends by itself after so many seconds, with a summary.")
    private int seconds;

    @Option(
            names = "--plain",
            description = "A line a record, even where the terminal could show a picture.")
    private boolean plain;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        boolean picture = !plain && Ansi.AUTO.enabled();
        if (picture) {
            // The picture shows what the log would say, and a line between would spoil it.
            ((Logger) LoggerFactory.getLogger("qq")).setLevel(Level.ERROR);
        }
        out.println("starting Kafka, the simulated gateway and the bridge …");
        out.flush();
        View view = new View(out, picture, new Flow());
        try (Lifetime lifetime = new Lifetime()) {
            EmbeddedKafka kafka = lifetime.add(EmbeddedKafka.temporary(0));
            Simulator simulator =
                    lifetime.add(
                            Simulator.start(
                                    SimulatorOptions.defaults()
                                            .withPorts(0, 0)
                                            .withAccounts(5)
                                            .withChatterPerSecond(CHATTER)
                                            .withRefusing(1)
                                            .withCaptcha(1)));
            Settings settings = settings(lifetime, kafka, simulator);
            Topics topics = new Topics(settings.get(Key.TOPICS_PREFIX));
            view.title(title(kafka, simulator, settings));
            lifetime.add(Bridge.start(settings));
            DemoBot bot = lifetime.add(new DemoBot(kafka.bootstrapServers(), topics.command()));
            lifetime.add(
                    new TopicReader(
                            kafka.bootstrapServers(),
                            topics.all(),
                            record -> {
                                view.seen(Seen.of(record, settings.get(Key.TOPICS_PREFIX)));
                                bot.read(record);
                            }));
            watch(lifetime, view);
        }
        view.summary();
        return 0;
    }

    private void watch(Lifetime lifetime, View view) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
        while (!lifetime.isAsked() && (seconds == 0 || System.nanoTime() < end)) {
            view.draw();
            lifetime.await(FRAME);
        }
    }

    private static String title(EmbeddedKafka kafka, Simulator simulator, Settings settings) {
        return "console http://127.0.0.1:%2$s/console/ (token %4$s)\nKafka %1$s   metrics http://127.0.0.1:%2$s/observe/metrics   simulator's control http://127.0.0.1:%3$d"
                .formatted(
                        kafka.bootstrapServers(),
                        settings.get(Key.MANAGEMENT_PORT),
                        simulator.controlPort(),
                        settings.get(Key.CONSOLE_TOKEN));
    }

    /** The demo's configuration lies in files, as anybody's does. */
    private static Settings settings(Lifetime lifetime, EmbeddedKafka kafka, Simulator simulator)
            throws Exception {
        Path folder = Files.createTempDirectory("qq-bridge-demo");
        Path accounts = folder.resolve("accounts.yaml");
        Path properties = folder.resolve("application.properties");
        lifetime.add(() -> TemporaryFolder.delete(folder));
        Files.writeString(
                accounts,
                simulator.accounts().stream()
                        .map(uin -> "  - {uin: %s, password: demo}%n".formatted(uin))
                        .collect(Collectors.joining("", "accounts:\n", "")));
        Files.writeString(
                properties,
                """
                qq.gateway.url=http://127.0.0.1:%d
                qq.poll.max=2s
                qq.presence.interval=10s
                qq.management.port=%d
                qq.console.token=%s
                qq.console.texts=true
                kafka.bootstrap.servers=%s
                """
                        .formatted(
                                simulator.port(),
                                managementPort(),
                                UUID.randomUUID(),
                                kafka.bootstrapServers()));
        return Settings.read(properties, Map.of());
    }

    /** The usual port, or another where that is taken: a demo should not fail for it. */
    private static int managementPort() throws IOException {
        int usual = Integer.parseInt(Key.MANAGEMENT_PORT.byDefault());
        try (ServerSocket socket = new ServerSocket(usual)) {
            return socket.getLocalPort();
        } catch (IOException taken) {
            try (ServerSocket socket = new ServerSocket(0)) {
                return socket.getLocalPort();
            }
        }
    }
}
