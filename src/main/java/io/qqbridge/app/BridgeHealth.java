package io.qqbridge.app;

import io.qqbridge.event.SessionChanged;

import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Ready once Kafka was reached and the sessions were started, as long as what they receive can be
 * taken; tells how many are in which state.
 */
final class BridgeHealth extends AbstractHealthCheck {
    private final Supplier<Map<String, SessionChanged>> states;
    private final Supplier<Optional<String>> gateClosed;
    private volatile String waitingFor = "the start";

    /**
     * @param gateClosed why nothing is fetched; empty while it is
     */
    BridgeHealth(
            Supplier<Map<String, SessionChanged>> states, Supplier<Optional<String>> gateClosed) {
        super("qq", "sessions");
        this.states = states;
        this.gateClosed = gateClosed;
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
        Optional<String> closed = gateClosed.get();
        builder.detail("gate", closed.isEmpty() ? "open" : "closed");
        if (waitingFor.isEmpty() && closed.isPresent()) {
            builder.message("nothing is fetched: " + closed.get()).down();
        } else if (waitingFor.isEmpty()) {
            // Shown as it is; the details only to who asks with ?data=true.
            builder.message("sessions: " + counts).up();
        } else {
            builder.message("waiting for " + waitingFor).down();
        }
    }
}
