package io.qqbridge.app.kafka;

import io.qqbridge.event.CommandRecord;
import io.qqbridge.event.DeadLetter.Origin;
import io.qqbridge.event.TraceContext;

import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.support.SynchronizationAdapter;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The step {@code commandRecords} of the routes: turns Kafka records into commands to be read. What
 * the route does not give to {@code qq:send} is done with.
 */
public final class CommandRecords implements Processor {
    /** Where a result is wanted as well; honoured for the topics of {@code qq.reply.topics}. */
    static final String REPLY_TOPIC = "kafka_replyTopic";

    /** By which whoever wrote a command knows its result. */
    static final String CORRELATION = "kafka_correlationId";

    /** The only headers of a command that are looked at or repeated, besides {@code ce_id}. */
    static final List<String> REPEATED =
            List.of(
                    REPLY_TOPIC,
                    CORRELATION,
                    TraceContext.PARENT,
                    TraceContext.STATE,
                    CommandRecord.REPLAYED);

    /**
     * Characters of an id or a header that is repeated; whoever writes more does not get it back.
     */
    static final int LONGEST_HEADER = 1_000;

    /** A command's mark has its partition as the last digits, so that no two places share one. */
    private static final long PARTITIONS = 10_000;

    private final CommandProgress progress;

    /**
     * @param progress is told what was taken from which place
     */
    public CommandRecords(CommandProgress progress) {
        this.progress = progress;
    }

    @Override
    public void process(Exchange exchange) {
        List<?> items = exchange.getMessage().getBody(List.class);
        List<CommandRecord> records = new ArrayList<>(items.size());
        for (Object item : items) {
            records.add(record(((Exchange) item).getMessage()));
        }
        List<CommandRecord> wanted = progress.taken(records);
        exchange.getExchangeExtension().addOnCompletion(new Passed(wanted));
        exchange.getMessage().setBody(wanted);
    }

    /** Sees to it that a command which the route filtered out does not hold up the others. */
    private final class Passed extends SynchronizationAdapter {
        private final List<CommandRecord> records;

        Passed(List<CommandRecord> records) {
            this.records = records;
        }

        @Override
        public void onDone(Exchange exchange) {
            progress.passed(records, !exchange.isFailed());
        }
    }

    private static CommandRecord record(Message message) {
        Origin origin =
                new Origin(
                        message.getHeader(KafkaConstants.TOPIC, String.class),
                        message.getHeader(KafkaConstants.PARTITION, Integer.class),
                        message.getHeader(KafkaConstants.OFFSET, Long.class));
        String place = origin.topic() + "-" + origin.partition() + "-" + origin.offset();
        String id = text(message, "ce_id", StandardCharsets.UTF_8);
        byte @Nullable [] value = message.getBody(byte[].class);
        Map<String, String> headers = new HashMap<>();
        for (String name : REPEATED) {
            // Bytes become characters one by one, so that they can be written back as they were.
            String text = text(message, name, StandardCharsets.ISO_8859_1);
            if (text != null && text.length() <= LONGEST_HEADER) {
                headers.put(name, text);
            }
        }
        // It becomes part of ids, so it is what a replay writes there or nothing.
        headers.computeIfPresent(
                CommandRecord.REPLAYED, (name, at) -> Place.parse(at).isPresent() ? at : null);
        cleanTrace(message, headers);
        Instant now = Instant.now();
        Long written = message.getHeader(KafkaConstants.TIMESTAMP, Long.class);
        return new CommandRecord(
                id == null || id.isBlank() || id.length() > LONGEST_HEADER ? place : id,
                Long.toString(origin.offset() * PARTITIONS + origin.partition()),
                text(message, KafkaConstants.KEY, StandardCharsets.UTF_8),
                value == null ? new byte[0] : value,
                origin,
                headers,
                written == null ? now : Instant.ofEpochMilli(written),
                now);
    }

    /**
     * A trace context that is none is not carried on, as the W3C recommends: the trace begins anew.
     */
    private static void cleanTrace(Message message, Map<String, String> headers) {
        String parent = headers.get(TraceContext.PARENT);
        Optional<TraceContext> context =
                parent == null || isSeveral(message, TraceContext.PARENT)
                        ? Optional.empty()
                        : TraceContext.parse(parent);
        headers.computeIfPresent(
                TraceContext.PARENT,
                (name, text) -> context.map(TraceContext::toString).orElse(null));
        headers.computeIfPresent(
                TraceContext.STATE,
                (name, state) ->
                        context.isPresent()
                                        && !isSeveral(message, name)
                                        && TraceContext.isState(state)
                                ? state
                                : null);
    }

    private static boolean isSeveral(Message message, String name) {
        Headers all = message.getHeader(KafkaConstants.HEADERS, Headers.class);
        if (all == null) {
            return false;
        }
        int found = 0;
        for (Header header : all) {
            found += header.key().equalsIgnoreCase(name) ? 1 : 0;
        }
        return found > 1;
    }

    private static @Nullable String text(Message message, String name, Charset charset) {
        Object value = message.getHeader(name);
        return switch (value) {
            case null -> null;
            case byte[] bytes -> new String(bytes, charset);
            default -> value.toString();
        };
    }
}
