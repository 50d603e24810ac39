package io.qqbridge.app.demo;

import io.qqbridge.app.Misconfigured;
import io.qqbridge.app.Reasons;

import org.apache.kafka.common.Uuid;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A real Kafka broker in this process, with one node that is its own controller. For trying things
 * out and for tests: one node keeps no second copy of anything.
 */
public final class EmbeddedKafka implements AutoCloseable {
    private static final String HOST = "127.0.0.1";
    private static final int HIGHEST_PORT = 65_535;
    private static final int ID = 1;

    private final KafkaNode node;
    private final int port;
    private final Path folder;
    private final boolean temporary;

    private EmbeddedKafka(KafkaNode node, int port, Path folder, boolean temporary) {
        this.node = node;
        this.port = port;
        this.folder = folder;
        this.temporary = temporary;
    }

    /** A broker whose data go when it is closed; port 0 takes any free one. */
    public static EmbeddedKafka temporary(int port) throws Misconfigured {
        int free = requireFree(port);
        try {
            return start(free, Files.createTempDirectory("qq-bridge-kafka"), true);
        } catch (IOException e) {
            throw new Misconfigured("no folder for the embedded Kafka's data: " + Reasons.of(e));
        }
    }

    /** A broker whose data stay in a folder, and are there again the next time. */
    public static EmbeddedKafka in(Path folder, int port) throws Misconfigured {
        return start(requireFree(port), folder, false);
    }

    private static EmbeddedKafka start(int port, Path folder, boolean temporary)
            throws Misconfigured {
        Map<String, String> settings = settings(port, requireFree(0));
        try {
            KafkaNode node = KafkaNode.start(ID, Uuid.randomUuid().toString(), folder, settings);
            return new EmbeddedKafka(node, port, folder, temporary);
        } catch (Exception e) {
            throw new Misconfigured(
                    "the embedded Kafka cannot start in %s: %s"
                            .formatted(folder, Reasons.of(Reasons.root(e))));
        }
    }

    private static Map<String, String> settings(int port, int controllerPort) {
        Map<String, String> settings = new HashMap<>();
        settings.put(
                "listeners",
                "PLAINTEXT://%s:%d,CONTROLLER://%s:%d".formatted(HOST, port, HOST, controllerPort));
        settings.put("advertised.listeners", "PLAINTEXT://%s:%d".formatted(HOST, port));
        settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.put("controller.quorum.voters", "%d@%s:%d".formatted(ID, HOST, controllerPort));
        for (String topic :
                List.of(
                        "offsets.topic",
                        "transaction.state.log",
                        "share.coordinator.state.topic")) {
            settings.put(topic + ".replication.factor", "1");
        }
        settings.put("share.coordinator.state.topic.num.partitions", "1");
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("share.coordinator.state.topic.min.isr", "1");
        return settings;
    }

    /** The port itself, or any free one for 0. */
    private static int requireFree(int port) throws Misconfigured {
        if (port < 0 || port > HIGHEST_PORT) {
            throw new Misconfigured("--port is %d; it takes 0 to %d".formatted(port, HIGHEST_PORT));
        }
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new Misconfigured(
                    "cannot listen on %s:%d (%s); choose another with --port"
                            .formatted(HOST, port, Reasons.of(e)));
        }
    }

    /** What clients take as {@code bootstrap.servers}. */
    public String bootstrapServers() {
        return HOST + ":" + port;
    }

    @Override
    public void close() {
        node.close();
        if (temporary) {
            TemporaryFolder.delete(folder);
        }
    }
}
