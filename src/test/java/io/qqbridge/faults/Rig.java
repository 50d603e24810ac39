package io.qqbridge.faults;

import static org.awaitility.Awaitility.await;

import io.qqbridge.app.Key;
import io.qqbridge.protocol.Cmd;
import io.qqbridge.testing.Control;
import io.qqbridge.testing.GatewayProcess;
import io.qqbridge.testing.Launch;
import io.qqbridge.testing.ProgramProcess;

import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** A gateway, Kafka and the bridge between them, each a process that faults can be done to. */
final class Rig implements AutoCloseable {
    private final Parts parts;
    private final Path folder;
    private final List<String> accounts;
    private final boolean replays;
    private final Brokers brokers;
    private final Control control;
    private final FlakyProxy network;
    private final Witness witness;
    private final List<Instance> instances;
    private @Nullable Traffic traffic;
    private int runs;

    /** Starts all of it; returns when the bridge runs and its accounts are online. */
    static Rig start(Plan plan) throws Exception {
        Parts parts = new Parts();
        try {
            return new Rig(plan, parts);
        } catch (Exception | AssertionError e) {
            parts.close();
            throw e;
        }
    }

    private Rig(Plan plan, Parts parts) throws Exception {
        this.parts = parts;
        folder = Files.createTempDirectory("qq-bridge-faults");
        parts.add(this::deleteFolder);
        replays = plan.replay();
        brokers = parts.add(Brokers.start(plan, folder));
        GatewayProcess gateway =
                parts.add(
                        GatewayProcess.start(
                                Launch.in(folder),
                                plan.accounts(),
                                plan.replay() ? "--replay" : "--no-replay"));
        accounts = gateway.uins();
        control = gateway.control();
        network = parts.add(new FlakyProxy(gateway.url().getPort()));
        instances = instances(plan);
        brokers.awaitRunning();
        for (Instance instance : instances) {
            instance.start(Map.of());
        }
        instances.forEach(Instance::awaitRunning);
        awaitAllOnline();
        witness = parts.add(new Witness(brokers.bootstrapServers()));
    }

    /** The bridges, configured and not started. */
    private List<Instance> instances(Plan plan) throws IOException {
        List<Instance> all = new ArrayList<>();
        for (int i = 0; i < plan.instances(); i++) {
            Map<String, String> settings = new HashMap<>(plan.settings());
            settings.put(Key.GATEWAY_URL.key(), "http://127.0.0.1:" + network.port());
            settings.put(Key.KAFKA_BOOTSTRAP_SERVERS.key(), brokers.bootstrapServers());
            if (plan.instances() > 1) {
                settings.put(Key.CLUSTER_MEMBER.key(), "bridge-" + i);
            }
            Path place = Files.createDirectory(folder.resolve("bridge-" + i));
            all.add(parts.add(new Instance(place, settings, accounts, plan.jvm())));
        }
        return all;
    }

    /** Starts the bridge again, on what the one before left; does not wait for it. */
    ProgramProcess startBridge() throws IOException {
        return startBridge(Map.of());
    }

    /** The same, with these variables in its environment. */
    ProgramProcess startBridge(Map<String, String> environment) throws IOException {
        return instance(0).start(environment);
    }

    /** Waits until the bridge says that it runs. */
    Rig awaitRunning() {
        instance(0).awaitRunning();
        return this;
    }

    /** One of the bridges. */
    Instance instance(int number) {
        return instances.get(number);
    }

    private void awaitAllOnline() {
        try {
            await().atMost(Duration.ofMinutes(2)).until(this::allAreOnline);
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(
                    "not all accounts come online; the bridge said " + bridge().lines(), e);
        }
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

    /** How often each account has logged in, ever. */
    Map<String, Long> logins() {
        Map<String, Long> logins = new HashMap<>();
        for (String account : accounts) {
            long count = 0;
            for (var carriedOut : control.commands(account)) {
                count += carriedOut.path("command").asText().equals(Cmd.LOGIN.inRequest()) ? 1 : 0;
            }
            logins.put(account, count);
        }
        return logins;
    }

    /** How many messages the gateway has handed over, ever. */
    long fetched() {
        return control.get("/stats").path("messagesHandedOver").longValue();
    }

    /** How often the gateway has been asked for messages, ever. */
    long polls() {
        return control.get("/stats")
                .path("requestsByCommand")
                .path(Cmd.GET_MSG_EX.inRequest())
                .longValue();
    }

    /** Waits until the gateway has handed over nothing for a second, though messages come. */
    void awaitNothingFetched() {
        AtomicLong last = new AtomicLong(-1);
        await().atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofSeconds(1))
                .until(this::fetched, now -> last.getAndSet(now) == now);
    }

    /** The bridge as it was started last. */
    ProgramProcess bridge() {
        return instance(0).process();
    }

    Brokers brokers() {
        return brokers;
    }

    /** The bridge's own figures. */
    Metrics metrics() {
        return instance(0).metrics();
    }

    /** Whether the gateway answers a SEQ that comes again as it did before. */
    boolean replays() {
        return replays;
    }

    /** Whether several bridges share the accounts. */
    boolean isShared() {
        return instances.size() > 1;
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
        return instance(0).folder();
    }

    /** Begins to send, so many messages and commands a second, in a run of their own. */
    Traffic traffic(int messagesPerSecond, int commandsPerSecond) {
        abandonTraffic();
        runs++;
        traffic = new Traffic(this, "run-" + runs, messagesPerSecond, commandsPerSecond);
        return traffic;
    }

    /** What a test that failed has left running. */
    private void abandonTraffic() {
        if (traffic != null) {
            traffic.abandon();
        }
    }

    @Override
    public void close() {
        abandonTraffic();
        parts.close();
    }

    private void deleteFolder() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
