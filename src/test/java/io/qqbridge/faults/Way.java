package io.qqbridge.faults;

import java.io.IOException;
import java.util.Locale;
import java.util.Map;

/** A way in which the gateway misbehaves, and the meter that shows it. */
enum Way {
    SLOW(Meter.UNANSWERED),
    ERROR(Meter.UNANSWERED),
    CLOSE(Meter.UNANSWERED),
    LOST(Meter.UNANSWERED),
    HALF(Meter.UNANSWERED),
    HUGE(Meter.DEAD),
    GARBAGE(Meter.DEAD),
    HTML(Meter.DEAD),
    EMPTY(Meter.DEAD),
    WRONG_SEQ(Meter.DEAD),
    WRONG_UIN(Meter.DEAD),
    WRONG_COUNT(Meter.DEAD);

    /** Later than the rig's bridge waits. */
    private static final int LATE_MILLIS = 3_000;

    private final Meter meter;

    /** What a poll that went wrong moves. */
    enum Meter {
        UNANSWERED("qq_poll_seconds_count", "outcome=\"unanswered\""),
        DEAD("qq_events_total", "kind=\"dead\"");

        private final String name;
        private final String label;

        Meter(String name, String label) {
            this.name = name;
            this.label = label;
        }

        double read(Metrics metrics) throws IOException, InterruptedException {
            return metrics.sum(name, label);
        }
    }

    Way(Meter meter) {
        this.meter = meter;
    }

    Meter meter() {
        return meter;
    }

    /** Its name in the simulator's control API. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The fault that strikes the next poll, whosever it is, and no other request. */
    Map<String, Object> once() {
        return Map.of("kind", word(), "command", "GetMsgEx", "times", 1, "delayMs", LATE_MILLIS);
    }

    /** The fault that strikes a share of all requests of an account. */
    Map<String, Object> on(String account, double share) {
        return Map.of("kind", word(), "account", account, "share", share, "delayMs", LATE_MILLIS);
    }
}
