package io.qqbridge.testing;

import io.qqbridge.app.Key;
import io.qqbridge.simulator.Simulator;
import io.qqbridge.simulator.SimulatorOptions;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** What a bridge and its gateway shall be like. */
public final class BridgePlan {
    final KafkaForTests kafka;
    private final String prefix;
    final Map<String, String> settings = new LinkedHashMap<>();
    SimulatorOptions options =
            SimulatorOptions.defaults()
                    .withPorts(0, 0)
                    .withAccounts(2)
                    .withContactsPerAccount(2)
                    .withChatterPerSecond(0);
    private int configured = Integer.MAX_VALUE;

    BridgePlan(KafkaForTests kafka) {
        this.kafka = kafka;
        this.prefix = kafka.newPrefix();
        setting(Key.KAFKA_BOOTSTRAP_SERVERS, kafka.bootstrapServers());
        setting(Key.TOPICS_PREFIX, prefix);
        setting(Key.TOPICS_PARTITIONS, "2");
        setting(Key.COMMAND_GROUP, prefix + "bridge");
        setting(Key.POLL_MIN, "20ms");
        setting(Key.POLL_MAX, "100ms");
        setting(Key.PRESENCE_INTERVAL, "500ms");
        setting(Key.ROSTER_INTERVAL, "500ms");
        setting(Key.MANAGEMENT_PORT, "0");
    }

    /** The prefix that its topics will have. */
    public String prefix() {
        return prefix;
    }

    /** With this setting. */
    public BridgePlan setting(Key key, String value) {
        settings.put(key.key(), value);
        return this;
    }

    /** With another gateway: by default two accounts with two silent contacts each. */
    public BridgePlan gateway(UnaryOperator<SimulatorOptions> change) {
        options = change.apply(options);
        return this;
    }

    /** With only the first accounts of the gateway in its configuration. */
    public BridgePlan configuring(int accounts) {
        configured = accounts;
        return this;
    }

    List<String> accountsFrom(Simulator simulator) {
        List<String> all = simulator.accounts();
        return all.subList(0, Math.min(configured, all.size()));
    }

    /** Starts it; returns when its routes run and its sessions begin. */
    public RunningBridge start() throws Exception {
        return new RunningBridge(this);
    }
}
