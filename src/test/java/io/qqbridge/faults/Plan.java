package io.qqbridge.faults;

import io.qqbridge.app.Key;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a rig is made of.
 *
 * @param accounts how many accounts the gateway and the bridge have
 * @param replay whether the gateway honours a SEQ that comes again
 * @param brokers one broker, or three that keep each other's copies
 * @param instances one bridge that has all accounts, or several that share them
 * @param settings of the bridge, besides those that connect it
 * @param jvm options of its JVM
 */
record Plan(
        int accounts,
        boolean replay,
        int brokers,
        int instances,
        Map<String, String> settings,
        List<String> jvm) {
    /** What one answer of the gateway carries at most. */
    static final int AN_ANSWER = 100;

    /** Twenty accounts, a gateway that replays, one broker, and a bridge that polls fast. */
    static Plan usual() {
        return new Plan(20, true, 1, 1, Map.of(), List.of())
                .with(Key.POLL_MIN, "20ms")
                .with(Key.POLL_MAX, "200ms")
                // A bridge that starts again takes the place of the one that was killed. Without a
                // name of its own it would wait for Kafka to miss that one, for 45 seconds.
                .with("kafka.group.instance.id", "rig");
    }

    Plan withAccounts(int count) {
        return new Plan(count, replay, brokers, instances, settings, jvm);
    }

    Plan withoutReplay() {
        return new Plan(accounts, false, brokers, instances, settings, jvm)
                .with(Key.GATEWAY_REPLAYS, "false");
    }

    Plan withThreeBrokers() {
        return new Plan(accounts, replay, 3, instances, settings, jvm);
    }

    /** As the chosen size has several instances: on three brokers, with twelve partitions. */
    static Plan shared(int instances) {
        Size size = Size.chosen();
        Plan plan =
                usual().withAccounts(size.sharedAccounts())
                        .withThreeBrokers()
                        .withInstances(instances)
                        .with(Key.POLL_MAX, "2s")
                        .with(Key.TOPICS_PARTITIONS, "12");
        return size.missedAfter().isZero()
                ? plan
                : plan.with(
                        "kafka.session.timeout.ms", Long.toString(size.missedAfter().toMillis()));
    }

    /** Several bridges, each a member of its own. */
    Plan withInstances(int count) {
        Map<String, String> without = new LinkedHashMap<>(settings);
        without.remove("kafka.group.instance.id");
        return new Plan(accounts, replay, brokers, count, without, jvm);
    }

    Plan withJvm(String... options) {
        return new Plan(accounts, replay, brokers, instances, settings, List.of(options));
    }

    Plan with(Key key, String value) {
        return with(key.key(), value);
    }

    private Plan with(String key, String value) {
        Map<String, String> more = new LinkedHashMap<>(settings);
        more.put(key, value);
        return new Plan(accounts, replay, brokers, instances, more, jvm);
    }
}
