package io.qqbridge.event;

import java.util.Map;

/**
 * An event on its way to Kafka.
 *
 * @param id the event's id ({@code ce_id}); a duplicate carries the same one
 * @param event what happened
 * @param extensions further CloudEvents attributes by their bare names ({@code causationid}), and
 *     for a result the reply address that the command asked for
 */
public record Envelope(String id, Event event, Map<String, String> extensions) {
    /** CloudEvents extension: the id of the command that this is a consequence of. */
    public static final String CAUSATION_ID = "causationid";

    /**
     * When the command behind a result was read, in milliseconds since 1970: for whoever measures
     * or traces, and for no record.
     */
    public static final String READ_AT = "readat";

    public Envelope {
        extensions = Map.copyOf(extensions);
    }

    /** An envelope without extensions. */
    public static Envelope of(String id, Event event) {
        return new Envelope(id, event, Map.of());
    }
}
