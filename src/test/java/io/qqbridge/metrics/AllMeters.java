package io.qqbridge.metrics;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.qqbridge.event.SessionChanged;
import io.qqbridge.event.SessionState;
import io.qqbridge.event.State;
import io.qqbridge.gateway.Account;
import io.qqbridge.gateway.Gate;
import io.qqbridge.gateway.Secret;
import io.qqbridge.gateway.Time;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The names of all meters of the bridge, as Prometheus is shown them. */
public final class AllMeters {
    private AllMeters() {}

    /** Without what belongs to one histogram: {@code _max}, {@code _bucket} and so on. */
    public static List<String> names() {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        Gate gate = new Gate(Optional::empty, Time.SYSTEM);
        BridgeMeters meters = new BridgeMeters(registry);
        meters.show(Map::of, gate, () -> 0, () -> Duration.ZERO, () -> 0, () -> false);
        meters.showDroppedSpans(() -> 0);
        new AccountMeters(registry, 1, Time.SYSTEM)
                .changed(
                        new Account("10001", "one", Secret.ofPassword("x"), State.ONLINE),
                        new SessionChanged(
                                "10001", SessionState.ONLINE, null, "", Instant.EPOCH, 0, ""));
        return registry.scrape()
                .lines()
                .filter(line -> line.startsWith("# TYPE ") && !line.contains("_max "))
                .map(line -> line.split(" ", -1)[2])
                .toList();
    }
}
