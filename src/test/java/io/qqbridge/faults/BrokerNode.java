package io.qqbridge.faults;

import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;

import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/**
 * One node of a Kafka that keeps a copy of everything on each of its nodes, and takes a record when
 * two have it. Its arguments: its number from 1, its port, the ports of all controllers, its
 * folder, the cluster's id.
 */
final class BrokerNode {
    private static final String HOST = "127.0.0.1";
    private static final String CONTROLLER = "CONTROLLER";

    private BrokerNode() {}

    public static void main(String[] arguments) throws Exception {
        String id = arguments[0];
        String port = arguments[1];
        List<String> controllers = List.of(arguments[2].split(",", -1));
        Path folder = Path.of(arguments[3]);
        if (!Files.exists(folder.resolve("meta.properties"))) {
            format(Integer.parseInt(id), folder, arguments[4]);
        }
        KafkaRaftServer server =
                new KafkaRaftServer(
                        new KafkaConfig(properties(id, port, controllers, folder)), Time.SYSTEM);
        server.startup();
        System.out.printf("Kafka for development on %s:%s%n", HOST, port);
        server.awaitShutdown();
    }

    private static Properties properties(
            String id, String port, List<String> controllers, Path folder) {
        List<String> voters = new ArrayList<>();
        for (int i = 0; i < controllers.size(); i++) {
            voters.add("%d@%s:%s".formatted(i + 1, HOST, controllers.get(i)));
        }
        String copies = Integer.toString(controllers.size());
        Properties properties = new Properties();
        properties.put("process.roles", "broker,controller");
        properties.put("node.id", id);
        properties.put(
                "listeners",
                "PLAINTEXT://%s:%s,%s://%s:%s"
                        .formatted(
                                HOST,
                                port,
                                CONTROLLER,
                                HOST,
                                controllers.get(Integer.parseInt(id) - 1)));
        properties.put("advertised.listeners", "PLAINTEXT://%s:%s".formatted(HOST, port));
        properties.put(
                "listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        properties.put("controller.listener.names", CONTROLLER);
        properties.put("controller.quorum.voters", String.join(",", voters));
        properties.put("log.dirs", folder.toString());
        properties.put("default.replication.factor", copies);
        properties.put("min.insync.replicas", "2");
        properties.put("offsets.topic.replication.factor", copies);
        properties.put("offsets.topic.num.partitions", "1");
        properties.put("transaction.state.log.replication.factor", copies);
        properties.put("transaction.state.log.num.partitions", "1");
        properties.put("group.initial.rebalance.delay.ms", "0");
        // A dead node is noticed in three seconds, not nine, so that a run needs no minutes.
        properties.put("broker.session.timeout.ms", "3000");
        properties.put("broker.heartbeat.interval.ms", "500");
        properties.put("log.cleaner.dedupe.buffer.size", "2097152");
        properties.put("num.io.threads", "4");
        properties.put("num.network.threads", "2");
        properties.put("background.threads", "2");
        return properties;
    }

    private static void format(int id, Path folder, String cluster) throws Exception {
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
}
