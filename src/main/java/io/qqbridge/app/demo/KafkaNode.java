package io.qqbridge.app.demo;

import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;

import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * A node of a real Kafka in this process, broker and controller in one, that takes little of the
 * machine. Where it listens, who controls and how many copies are kept says whoever starts it.
 */
public final class KafkaNode implements AutoCloseable {
    private static final String CONTROLLER = "CONTROLLER";

    private final KafkaRaftServer server;

    private KafkaNode(KafkaRaftServer server) {
        this.server = server;
    }

    /**
     * Starts it on the data in a folder, which is made ready where it has none. Blocks until
     * clients can connect.
     *
     * @param id its number among the nodes
     * @param cluster the id of the cluster that new data belong to
     * @param settings Kafka's own; the listener of the controllers is called CONTROLLER
     */
    public static KafkaNode start(int id, String cluster, Path folder, Map<String, String> settings)
            throws Exception {
        if (!Files.exists(folder.resolve("meta.properties"))) {
            format(id, cluster, folder);
        }
        Map<String, String> all = new HashMap<>();
        all.put("process.roles", "broker,controller");
        all.put("node.id", Integer.toString(id));
        all.put("controller.listener.names", CONTROLLER);
        all.put("log.dirs", folder.toString());
        all.put("offsets.topic.num.partitions", "1");
        all.put("transaction.state.log.num.partitions", "1");
        // Consumers shall not wait three seconds for more of them to come.
        all.put("group.initial.rebalance.delay.ms", "0");
        all.put("log.cleaner.dedupe.buffer.size", "2097152");
        all.put("num.io.threads", "4");
        all.put("num.network.threads", "2");
        all.put("background.threads", "2");
        all.putAll(settings);
        KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(all), Time.SYSTEM);
        server.startup();
        return new KafkaNode(server);
    }

    private static void format(int id, String cluster, Path folder) throws Exception {
        Formatter formatter = new Formatter();
        formatter.setPrintStream(new PrintStream(OutputStream.nullOutputStream()));
        formatter.setClusterId(cluster);
        formatter.setNodeId(id);
        formatter.addDirectory(folder.toString());
        formatter.setControllerListenerName(CONTROLLER);
        formatter.setReleaseVersion(MetadataVersion.latestProduction());
        formatter.setMetadataLogDirectory(folder.toString());
        formatter.run();
    }

    /** Blocks until it has ended. */
    public void awaitEnd() {
        server.awaitShutdown();
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }
}
