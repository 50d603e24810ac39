package io.qqbridge.app.kafka;

import io.qqbridge.event.CommandRecord;
import io.qqbridge.event.DeadLetter;
import io.qqbridge.event.Envelope;
import io.qqbridge.event.Event;
import io.qqbridge.event.EventKind;
import io.qqbridge.event.Json;
import io.qqbridge.event.TraceContext;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.support.DefaultMessage;
import org.jspecify.annotations.Nullable;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The step {@code kafkaRecords} of the routes: turns the events in the body into Kafka records with
 * their keys and CloudEvents headers. Only headers made here reach Kafka; none that came from
 * outside does (CVE-2026-49098: a header can name another topic).
 */
public final class KafkaRecords implements Processor {
    /** Bytes of the largest record: under the brokers' and producers' own limit of 1 MiB. */
    static final int MAX_RECORD = 900 * 1024;

    /** How many ids are remembered. */
    private static final int TOLD = 1_000;

    private final CamelContext context;
    private final Topics topics;
    private final Set<String> replyTopics;
    private final Consumer<DeadLetter> tooLarge;

    /** The ids of the events told last, for those that are tried again are told once. */
    private final Set<String> told =
            Collections.synchronizedSet(
                    Collections.newSetFromMap(
                            new LinkedHashMap<>() {
                                private static final long serialVersionUID = 1;

                                @Override
                                protected boolean removeEldestEntry(
                                        Map.Entry<String, Boolean> eldest) {
                                    return size() > TOLD;
                                }
                            }));

    /**
     * @param replyTopics those that a command may have its result repeated on
     * @param tooLarge is told each event that becomes a dead letter here
     */
    public KafkaRecords(
            CamelContext context,
            Topics topics,
            List<String> replyTopics,
            Consumer<DeadLetter> tooLarge) {
        this.context = context;
        this.topics = topics;
        this.replyTopics = Set.copyOf(replyTopics);
        this.tooLarge = tooLarge;
    }

    @Override
    public void process(Exchange exchange) {
        if (!(exchange.getMessage().getBody() instanceof List<?> events)) {
            throw new IllegalArgumentException(
                    "kafkaRecords takes the events that qq:receive brings, a list");
        }
        exchange.getMessage().setBody(records(events.stream().map(Envelope.class::cast).toList()));
    }

    /**
     * The records of these events, in order. They are made anew for each iteration, for the
     * producer takes headers out of them, and a route that tries again needs them whole; each when
     * its turn comes, for an answer may have a hundred thousand.
     */
    public Iterable<Message> records(List<Envelope> events) {
        return () -> events.stream().<Message>mapMulti(this::add).iterator();
    }

    private void add(Envelope envelope, Consumer<Message> records) {
        byte[] value = Json.write(envelope.event());
        if (value != null && value.length > MAX_RECORD) {
            addPieces(envelope, value, records);
            return;
        }
        records.accept(record(envelope.id(), envelope, value));
        @Nullable String replyTopic = envelope.extensions().get(CommandRecords.REPLY_TOPIC);
        if (replyTopic != null && replyTopics.contains(replyTopic)) {
            Message reply = record(envelope.id(), envelope, value);
            reply.setHeader(KafkaConstants.OVERRIDE_TOPIC, replyTopic);
            records.accept(reply);
        }
    }

    private Message record(String id, Envelope envelope, byte @Nullable [] value) {
        Event event = envelope.event();
        Message record = new KafkaRecord(context);
        record.setBody(value);
        record.setHeader(KafkaConstants.KEY, event.key());
        record.setHeader("ce_specversion", "1.0");
        record.setHeader("ce_id", id);
        record.setHeader("ce_source", source(event.account()));
        record.setHeader("ce_type", event.kind().type());
        record.setHeader("ce_time", event.time().toString());
        if (!event.subject().isEmpty()) {
            record.setHeader("ce_subject", event.subject());
        }
        if (event instanceof DeadLetter letter) {
            record.setHeader("content-type", "application/octet-stream");
            DeadLetterHeaders.add(letter, record);
        } else {
            record.setHeader("content-type", "application/json");
        }
        envelope.extensions().forEach((name, text) -> addExtension(name, text, record));
        return record;
    }

    /** Its headers are looked up by the names they were set with, letter case and all. */
    private static final class KafkaRecord extends DefaultMessage {
        KafkaRecord(CamelContext context) {
            super(context);
        }

        @Override
        protected Map<String, Object> createHeaders() {
            return new HashMap<>(32);
        }
    }

    /** A URI reference, though the key of a record that is no command can be anything. */
    private static String source(String account) {
        return "/qq/accounts/"
                + URLEncoder.encode(account, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static void addExtension(String name, String text, Message record) {
        switch (name) {
            case Envelope.CAUSATION_ID -> record.setHeader("ce_causationid", text);
            case CommandRecords.CORRELATION,
                    TraceContext.PARENT,
                    TraceContext.STATE,
                    CommandRecord.REPLAYED ->
                    record.setHeader(name, text.getBytes(StandardCharsets.ISO_8859_1));
            default -> {
                // Not one that may be repeated.
            }
        }
    }

    /** What is too large for one record goes to the dead letters, whole, in numbered pieces. */
    private void addPieces(Envelope envelope, byte[] value, Consumer<Message> records) {
        DeadLetter whole =
                envelope.event() instanceof DeadLetter letter ? letter : tooLarge(envelope, value);
        int pieces = (value.length + MAX_RECORD - 1) / MAX_RECORD;
        for (int i = 0; i < pieces; i++) {
            byte[] piece =
                    Arrays.copyOfRange(
                            value, i * MAX_RECORD, Math.min(value.length, (i + 1) * MAX_RECORD));
            String id = envelope.id() + DeadLetterHeaders.PIECE_ID + (i + 1);
            Message record = record(id, new Envelope(id, whole, envelope.extensions()), piece);
            record.setHeader(DeadLetterHeaders.PIECE, (i + 1) + "/" + pieces);
            record.setHeader(KafkaConstants.OVERRIDE_TOPIC, topics.of(EventKind.DEAD));
            records.accept(record);
        }
    }

    private DeadLetter tooLarge(Envelope envelope, byte[] value) {
        Event event = envelope.event();
        DeadLetter letter =
                new DeadLetter(
                        event.account(),
                        value,
                        DeadLetter.Stage.EVENT,
                        "a %s of %d bytes is too large for a record"
                                .formatted(event.kind().word(), value.length),
                        null,
                        Map.of(),
                        Instant.now());
        if (told.add(envelope.id())) {
            tooLarge.accept(letter);
        }
        return letter;
    }
}
