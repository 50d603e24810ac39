package io.qqbridge.app.demo;

import io.qqbridge.app.Misconfigured;
import io.qqbridge.app.Reasons;

import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;

import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;

/**
 * A real Kafka broker in this process, with one node that is its own controller. For trying things
 * out and for tests: one node keeps no second copy of anything.
 */
public final class EmbeddedKafka implements AutoCloseable {
    private static final String HOST = "127.0.0.1";

    private final KafkaRaftServer server;
    private final int port;
    private final Path folder;
    private final boolean temporary;

    private EmbeddedKafka(KafkaRaftServer server, int port, Path folder, boolean temporary) {
        this.server = server;
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
        Properties properties = properties(port, requireFree(0), folder);
        try {
            if (!Files.exists(folder.resolve("meta.properties"))) {
                format(folder);
            }
            KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(properties), Time.SYSTEM);
            server.startup();
            return new EmbeddedKafka(server, port, folder, temporary);
        } catch (Exception e) {
            throw new Misconfigured(
                    "the embedded Kafka cannot start in %s: %s"
                            .formatted(folder, Reasons.of(Reasons.root(e))));
        }
    }

    private static Properties properties(int port, int controllerPort, Path folder) {
        Properties properties = new Properties();
        properties.put("process.roles", "broker,controller");
        properties.put("node.id", "1");
        properties.put(
                "listeners",
                "PLAINTEXT://%s:%d,CONTROLLER://%s:%d".formatted(HOST, port, HOST, controllerPort));
        properties.put("advertised.listeners", "PLAINTEXT://%s:%d".formatted(HOST, port));
        properties.put(
                "listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        properties.put("controller.listener.names", "CONTROLLER");
        properties.put("controller.quorum.voters", "1@%s:%d".formatted(HOST, controllerPort));
        properties.put("log.dirs", folder.toString());
        for (String topic :
                List.of(
                        "offsets.topic",
                        "transaction.state.log",
                        "share.coordinator.state.topic")) {
            properties.put(topic + ".replication.factor", "1");
            properties.put(topic + ".num.partitions", "1");
        }
        properties.put("transaction.state.log.min.isr", "1");
        properties.put("share.coordinator.state.topic.min.isr", "1");
        // Consumers of a demo shall not wait three seconds for more of them to come.
        properties.put("group.initial.rebalance.delay.ms", "0");
        properties.put("log.cleaner.dedupe.buffer.size", "2097152");
        properties.put("num.io.threads", "4");
        properties.put("num.network.threads", "2");
        properties.put("background.threads", "2");
        return properties;
    }

    private static void format(Path folder) throws Exception {
        Formatter formatter = new Formatter();
        formatter.setPrintStream(new PrintStream(OutputStream.nullOutputStream()));
        formatter.setClusterId(Uuid.randomUuid().toString());
        formatter.setNodeId(1);
        formatter.addDirectory(folder.toString());
        formatter.setControllerListenerName("CONTROLLER");
        formatter.setReleaseVersion(MetadataVersion.latestProduction());
        formatter.setMetadataLogDirectory(folder.toString());
        formatter.run();
    }

    /** The port itself, or any free one for 0. */
    private static int requireFree(int port) throws Misconfigured {
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
        server.shutdown();
        server.awaitShutdown();
        if (temporary) {
            TemporaryFolder.delete(folder);
        }
    }
}
