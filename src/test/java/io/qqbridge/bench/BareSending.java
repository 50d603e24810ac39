package io.qqbridge.bench;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Reads commands, posts a message for each, those of an account in order, and commits; writes the
 * results to Kafka too, as many bytes as the bridge's, where that is wished.
 */
final class BareSending {
    /** The wish. */
    static final String RESULTS = "results";

    private static final List<Header> HEADERS =
            BareLoop.headers(
                    "ce_specversion=1.0",
                    "ce_id=b1.command.v1-3-1234567-result",
                    "ce_source=/qq/accounts/10001",
                    "ce_type=io.qqbridge.result.v1",
                    "ce_time=2026-01-31T12:00:00.123456Z",
                    "ce_subject=send-message",
                    "ce_causationid=b1.command.v1-3-1234567",
                    "content-type=application/json");

    private static final byte[] RESULT =
            ("{\"command\":\"send-message\",\"account\":\"10001\",\"outcome\":\"accepted\","
                            + "\"code\":0,\"at\":\"2026-01-31T12:00:00.123456Z\"}")
                    .getBytes(StandardCharsets.UTF_8);

    private final BareLoop loop;
    private final Consumer<String> results;

    private BareSending(BareLoop loop, Consumer<String> results) {
        this.loop = loop;
        this.results = results;
    }

    /** Takes what {@link Contender#bare} gives. */
    public static void main(String[] arguments) throws Exception {
        int accounts = Integer.parseInt(arguments[3]);
        BareLoop loop = BareLoop.of(arguments);
        List<String> uins = loop.logIn(accounts);
        System.out.println("running: " + uins.size());
        Map<String, Object> settings =
                Map.of(
                        "bootstrap.servers",
                        arguments[1],
                        "group.id",
                        arguments[2] + "bare",
                        "auto.offset.reset",
                        "earliest",
                        "enable.auto.commit",
                        "false");
        try (var consumer =
                new KafkaConsumer<>(
                        settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(arguments[2] + "command.v1"));
            BareSending sending =
                    new BareSending(
                            loop,
                            arguments[7].equals(RESULTS)
                                    ? results(arguments[1], arguments[2] + "result.v1")
                                    : account -> {});
            while (true) {
                ConsumerRecords<String, byte[]> records = consumer.poll(Duration.ofSeconds(1));
                sending.sendAll(records);
                consumer.commitSync();
            }
        }
    }

    private static Consumer<String> results(String bootstrapServers, String topic) {
        KafkaProducer<String, byte[]> producer = BareLoop.producer(bootstrapServers);
        return account -> {
            Future<RecordMetadata> unused =
                    producer.send(new ProducerRecord<>(topic, null, account, RESULT, HEADERS));
        };
    }

    private void sendAll(ConsumerRecords<String, byte[]> records) throws InterruptedException {
        Map<String, Queue<ConsumerRecord<String, byte[]>>> byAccount = new HashMap<>();
        records.forEach(
                record ->
                        byAccount
                                .computeIfAbsent(record.key(), first -> new ArrayDeque<>())
                                .add(record));
        CountDownLatch left = new CountDownLatch(records.count());
        byAccount.values().forEach(queue -> sendNext(queue, left));
        left.await();
    }

    private void sendNext(Queue<ConsumerRecord<String, byte[]>> queue, CountDownLatch left) {
        ConsumerRecord<String, byte[]> record = queue.poll();
        if (record == null) {
            return;
        }
        String command = new String(record.value(), StandardCharsets.UTF_8);
        String line =
                "VER=1.1&CMD=CLTMSG&SEQ=%d%d&UIN=%s&UN=%s&MG=%s"
                        .formatted(
                                record.partition(),
                                record.offset(),
                                record.key(),
                                field(command, "to"),
                                field(command, "text"));
        loop.ask(
                line.getBytes(StandardCharsets.UTF_8),
                answer -> {
                    results.accept(record.key());
                    left.countDown();
                    sendNext(queue, left);
                });
    }

    private static String field(String json, String name) {
        int start = json.indexOf("\"" + name + "\":\"") + name.length() + 4;
        return json.substring(start, json.indexOf('"', start));
    }
}
