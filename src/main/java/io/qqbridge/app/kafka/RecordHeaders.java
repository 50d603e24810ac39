package io.qqbridge.app.kafka;

import org.apache.camel.Exchange;
import org.apache.camel.spi.HeaderFilterStrategy;
import org.jspecify.annotations.Nullable;

/**
 * Which headers pass between exchanges and records: all but those by which Camel itself is told
 * what to do, for one of them can name another topic (CVE-2026-49098). The same as camel-kafka's
 * own rule, which looks at each header five times.
 */
public final class RecordHeaders implements HeaderFilterStrategy {
    private static final String[] CAMELS = {"camel", "kafka.", "org.apache.camel."};

    public RecordHeaders() {}

    @Override
    public boolean applyFilterToCamelHeaders(
            String name, @Nullable Object value, @Nullable Exchange exchange) {
        return isCamels(name);
    }

    @Override
    public boolean applyFilterToExternalHeaders(
            String name, @Nullable Object value, @Nullable Exchange exchange) {
        return isCamels(name);
    }

    private static boolean isCamels(String name) {
        for (String start : CAMELS) {
            if (name.regionMatches(true, 0, start, 0, start.length())) {
                return true;
            }
        }
        return false;
    }
}
