package io.qqbridge.faults;

import io.qqbridge.app.demo.KafkaNode;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One node of a Kafka that keeps a copy of everything on each of its nodes, and takes a record when
 * two have it. Its arguments: its number from 1, its port, the ports of all controllers, its
 * folder, the cluster's id.
 */
final class BrokerNode {
    private static final String HOST = "127.0.0.1";

    private BrokerNode() {}

    public static void main(String[] arguments) throws Exception {
        int id = Integer.parseInt(arguments[0]);
        String port = arguments[1];
        List<String> controllers = List.of(arguments[2].split(",", -1));
        Path folder = Path.of(arguments[3]);
        KafkaNode node = KafkaNode.start(id, arguments[4], folder, settings(id, port, controllers));
        System.out.printf("Kafka for development on %s:%s%n", HOST, port);
        node.awaitEnd();
    }

    private static Map<String, String> settings(int id, String port, List<String> controllers) {
        List<String> voters = new ArrayList<>();
        for (int i = 0; i < controllers.size(); i++) {
            voters.add("%d@%s:%s".formatted(i + 1, HOST, controllers.get(i)));
        }
        String copies = Integer.toString(controllers.size());
        Map<String, String> settings = new HashMap<>();
        settings.put(
                "listeners",
                "PLAINTEXT://%s:%s,CONTROLLER://%s:%s"
                        .formatted(HOST, port, HOST, controllers.get(id - 1)));
        settings.put("advertised.listeners", "PLAINTEXT://%s:%s".formatted(HOST, port));
        settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.put("controller.quorum.voters", String.join(",", voters));
        settings.put("default.replication.factor", copies);
        settings.put("min.insync.replicas", "2");
        settings.put("offsets.topic.replication.factor", copies);
        settings.put("transaction.state.log.replication.factor", copies);
        // A dead node is noticed in three seconds, not nine, so that a run needs no minutes.
        settings.put("broker.session.timeout.ms", "3000");
        settings.put("broker.heartbeat.interval.ms", "500");
        return settings;
    }
}
