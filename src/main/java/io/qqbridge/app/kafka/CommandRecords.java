package io.qqbridge.app.kafka;

import io.qqbridge.event.CommandRecord;
import io.qqbridge.event.DeadLetter.Origin;
import io.qqbridge.event.TraceContext;
import io.qqbridge.gateway.CommandEnds;

import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.component.kafka.consumer.DefaultKafkaManualCommit;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The bean {@code commandRecords} of the routes: {@link #read} turns a batch of Kafka records into
 * commands to be read, and {@link #commit} marks the batch as done once its results are in Kafka.
 */
public final class CommandRecords {
    /** Where a result is wanted as well; honoured for the topics of {@code qq.reply.topics}. */
    static final String REPLY_TOPIC = "kafka_replyTopic";

    /** The only headers of a command that are looked at or repeated, besides {@code ce_id}. */
    static final List<String> REPEATED =
            List.of(
                    REPLY_TOPIC,
                    "kafka_correlationId",
                    TraceContext.PARENT,
                    TraceContext.STATE,
                    CommandRecord.REPLAYED);

    /**
     * Characters of an id or a header that is repeated; whoever writes more does not get it back.
     */
    static final int LONGEST_HEADER = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger("qq.bridge");
    private static final String BATCH = "QqBatch";

    /** A command's mark has its partition as the last digits, so that no two places share one. */
    private static final long PARTITIONS = 10_000;

    private final CommandEnds ends;

    /**
     * @param ends is told what Kafka does not give out again
     */
    public CommandRecords(CommandEnds ends) {
        this.ends = ends;
    }

    /**
     * What one poll of Kafka brought.
     *
     * @param offsets behind the last record of each partition
     */
    private record Batch(
            Consumer<?, ?> consumer,
            Map<TopicPartition, OffsetAndMetadata> offsets,
            Duration patience,
            List<CommandRecord> records) {}

    /** Reads a batch; remembers on the exchange what to commit. */
    public List<CommandRecord> read(Exchange batch) {
        List<?> items = batch.getMessage().getBody(List.class);
        List<CommandRecord> records = new ArrayList<>(items.size());
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        DefaultKafkaManualCommit last = null;
        for (Object item : items) {
            Message message = ((Exchange) item).getMessage();
            last = message.getHeader(KafkaConstants.MANUAL_COMMIT, DefaultKafkaManualCommit.class);
            TopicPartition partition = last.getPartition();
            offsets.put(partition, new OffsetAndMetadata(last.getRecordOffset() + 1));
            records.add(record(message, partition, last.getRecordOffset()));
        }
        if (last != null) {
            Duration patience = Duration.ofMillis(last.getCommitTimeout());
            batch.setProperty(
                    BATCH,
                    new Batch(last.getCamelExchangePayload().consumer, offsets, patience, records));
        }
        return records;
    }

    /** Commits what {@link #read} took in, all partitions at once. */
    public void commit(Exchange exchange) {
        Batch batch = exchange.getProperty(BATCH, Batch.class);
        if (batch == null) {
            return;
        }
        try {
            batch.consumer().commitSync(batch.offsets(), batch.patience());
            ends.committed(batch.records());
        } catch (CommitFailedException | RebalanceInProgressException e) {
            // Trying again would never help: only the next poll joins the group again.
            LOG.warn(
                    "the batch took too long or the group changed, so it is read again and carries the"
                            + " same marks: {}",
                    e.toString());
        }
    }

    private static CommandRecord record(Message message, TopicPartition partition, long offset) {
        String place = partition.topic() + "-" + partition.partition() + "-" + offset;
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
        Long written = message.getHeader(KafkaConstants.TIMESTAMP, Long.class);
        return new CommandRecord(
                id == null || id.isBlank() || id.length() > LONGEST_HEADER ? place : id,
                Long.toString(offset * PARTITIONS + partition.partition()),
                text(message, KafkaConstants.KEY, StandardCharsets.UTF_8),
                value == null ? new byte[0] : value,
                new Origin(partition.topic(), partition.partition(), offset),
                headers,
                written == null ? Instant.now() : Instant.ofEpochMilli(written));
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
