package io.qqbridge.faults;

import static org.awaitility.Awaitility.await;

import io.qqbridge.testing.Launch;
import io.qqbridge.testing.Ports;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Uuid;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;

/** One broker, or three, as processes that keep their data and ports. */
final class Brokers implements AutoCloseable {
    private final List<Broker> nodes;
    private final String bootstrapServers;

    private Brokers(List<Broker> nodes, List<Integer> ports) {
        this.nodes = nodes;
        this.bootstrapServers =
                ports.stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(","));
    }

    /** Begins to start as many as the plan wants. */
    static Brokers start(Plan plan, Path folder) throws IOException {
        Brokers brokers = plan.brokers() == 1 ? one(folder) : many(plan.brokers(), folder);
        for (Broker node : brokers.nodes) {
            node.start();
        }
        return brokers;
    }

    private static Brokers one(Path folder) throws IOException {
        int port = Ports.free();
        Broker.Starter starter =
                () ->
                        Launch.in(folder)
                                .start(
                                        "broker",
                                        "--port",
                                        Integer.toString(port),
                                        "--dir",
                                        "kafka");
        return new Brokers(List.of(new Broker(starter)), List.of(port));
    }

    private static Brokers many(int count, Path folder) throws IOException {
        List<Integer> free = Ports.free(2 * count);
        List<Integer> ports = free.subList(0, count);
        List<Integer> controllers = free.subList(count, 2 * count);
        String cluster = Uuid.randomUuid().toString();
        List<Broker> nodes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String[] arguments = {
                Integer.toString(i + 1),
                Integer.toString(ports.get(i)),
                controllers.stream().map(String::valueOf).collect(Collectors.joining(",")),
                folder.resolve("kafka-" + (i + 1)).toString(),
                cluster
            };
            nodes.add(
                    new Broker(
                            () -> Launch.in(folder).withMain(BrokerNode.class).start(arguments)));
        }
        return new Brokers(nodes, ports);
    }

    void awaitRunning() {
        nodes.forEach(Broker::awaitRunning);
    }

    String bootstrapServers() {
        return bootstrapServers;
    }

    /** The only one. */
    Broker single() {
        if (nodes.size() != 1) {
            throw new IllegalStateException("there are " + nodes.size());
        }
        return nodes.getFirst();
    }

    /** All but the first. */
    List<Broker> allButOne() {
        return nodes.subList(1, nodes.size());
    }

    /** The one that leads the first partition of a topic. */
    Broker leaderOf(String topic) throws ExecutionException, InterruptedException {
        try (Admin admin = admin()) {
            var partitions =
                    admin.describeTopics(List.of(topic)).allTopicNames().get().values().stream()
                            .flatMap(description -> description.partitions().stream())
                            .toList();
            return nodes.get(partitions.getFirst().leader().id() - 1);
        }
    }

    /** Waits until every copy of every partition is in sync. */
    void awaitInSync() {
        try (Admin admin = admin()) {
            await().atMost(Duration.ofMinutes(2)).ignoreExceptions().until(() -> isInSync(admin));
        }
    }

    private static boolean isInSync(Admin admin) throws ExecutionException, InterruptedException {
        Collection<TopicDescription> topics =
                admin.describeTopics(admin.listTopics().names().get())
                        .allTopicNames()
                        .get()
                        .values();
        return topics.stream()
                .flatMap(topic -> topic.partitions().stream())
                .allMatch(partition -> partition.isr().size() == partition.replicas().size());
    }

    private Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", bootstrapServers));
    }

    @Override
    public void close() {
        nodes.forEach(Broker::close);
    }
}
