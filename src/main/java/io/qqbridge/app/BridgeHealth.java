package io.qqbridge.app;

import io.qqbridge.event.SessionChanged;

import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Ready once Kafka was reached and the sessions were started; tells how many are in which state.
 */
final class BridgeHealth extends AbstractHealthCheck {
    private final Supplier<Map<String, SessionChanged>> states;
    private volatile String waitingFor = "the start";

    BridgeHealth(Supplier<Map<String, SessionChanged>> states) {
        super("qq", "sessions");
        this.states = states;
    }

    /** Not ready, because of this. */
    void waitingFor(String what) {
        waitingFor = what;
    }

    /** Ready from now on. */
    void ready() {
        waitingFor = "";
    }

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        Map<String, Long> counts =
                states.get().values().stream()
                        .collect(
                                Collectors.groupingBy(
                                        change -> change.state().word(),
                                        TreeMap::new,
                                        Collectors.counting()));
        counts.forEach((state, count) -> builder.detail("sessions." + state, count));
        if (waitingFor.isEmpty()) {
            // Shown as it is; the details only to who asks with ?data=true.
            builder.message("sessions: " + counts).up();
        } else {
            builder.message("waiting for " + waitingFor).down();
        }
    }
}
