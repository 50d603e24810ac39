package io.qqbridge.faults;

import static org.awaitility.Awaitility.await;

import io.qqbridge.app.Key;
import io.qqbridge.testing.Control;
import io.qqbridge.testing.Launch;
import io.qqbridge.testing.ProgramProcess;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A gateway, Kafka and the bridge between them, each a process that faults can be done to. */
final class Rig implements AutoCloseable {
    private static final int FIRST_UIN = 10001;

    private final Path folder;
    private final List<String> accounts;
    private final Brokers brokers;
    private final ProgramProcess simulator;
    private final Control control;
    private final FlakyProxy network;
    private final Witness witness;
    private ProgramProcess bridge;
    private int runs;

    /** Starts all of it; returns when the bridge runs and its accounts are online. */
    static Rig start(Plan plan) throws Exception {
        return new Rig(plan);
    }

    private Rig(Plan plan) throws Exception {
        folder = Files.createTempDirectory("qq-bridge-faults");
        accounts =
                IntStream.range(FIRST_UIN, FIRST_UIN + plan.accounts())
                        .mapToObj(Integer::toString)
                        .toList();
        brokers = Brokers.start(plan, folder);
        simulator = startSimulator(plan);
        control =
                new Control(
                        Integer.parseInt(
                                simulator.awaitGroup("control API on http://127\\.0\\.0\\.1:(\\d+)")));
        network =
                new FlakyProxy(
                        URI.create(simulator.awaitGroup("gateway on (http://\\S+) ")).getPort());
        configure(plan);
        brokers.awaitRunning();
        bridge = launch(List.of());
        awaitRunning();
        await().atMost(Duration.ofMinutes(2)).until(this::allAreOnline);
        witness = new Witness(brokers.bootstrapServers());
    }

    private ProgramProcess startSimulator(Plan plan) throws IOException {
        return Launch.in(folder)
                .start(
                        "simulator",
                        "--port",
                        "0",
                        "--control-port",
                        "0",
                        "--chatter",
                        "0",
                        "--contacts",
                        "1",
                        "--first-uin",
                        Integer.toString(FIRST_UIN),
                        "--accounts",
                        Integer.toString(plan.accounts()),
                        plan.replay() ? "--replay" : "--no-replay");
    }

    private void configure(Plan plan) throws IOException {
        Properties properties = new Properties();
        properties.putAll(plan.settings());
        properties.put(Key.GATEWAY_URL.key(), "http://127.0.0.1:" + network.port());
        properties.put(Key.KAFKA_BOOTSTRAP_SERVERS.key(), brokers.bootstrapServers());
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

    private ProgramProcess launch(List<String> jvm) throws IOException {
        return Launch.in(folder).withJvm(jvm).start("run");
    }

    /** Starts the bridge again, on what the one before left; does not wait for it. */
    ProgramProcess startBridge(String... jvm) throws IOException {
        if (bridge.isAlive()) {
            throw new IllegalStateException("the bridge still runs");
        }
        bridge = launch(List.of(jvm));
        return bridge;
    }

    /** Waits until the bridge says that it runs. */
    Rig awaitRunning() {
        bridge.awaitLine(line -> line.contains("running: "));
        return this;
    }

    /** Whether the gateway has a session of every account. */
    boolean allAreOnline() {
        for (var account : control.get("/accounts")) {
            if (!account.path("online").booleanValue()) {
                return false;
            }
        }
        return true;
    }

    /** The bridge as it was started last. */
    ProgramProcess bridge() {
        return bridge;
    }

    Brokers brokers() {
        return brokers;
    }

    /** The gateway's control API. */
    Control control() {
        return control;
    }

    /** What lies between the bridge and the gateway. */
    FlakyProxy network() {
        return network;
    }

    Witness witness() {
        return witness;
    }

    List<String> accounts() {
        return accounts;
    }

    /** Where the bridge runs, with its configuration and its journal. */
    Path folder() {
        return folder;
    }

    /** Begins to send, so many messages and commands a second, in a run of their own. */
    Traffic traffic(int messagesPerSecond, int commandsPerSecond) {
        runs++;
        return new Traffic(this, "run-" + runs, messagesPerSecond, commandsPerSecond);
    }

    @Override
    public void close() {
        witness.close();
        bridge.close();
        network.close();
        simulator.close();
        brokers.close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("data of the test stay in " + folder, e);
        }
    }
}
