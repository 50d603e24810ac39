package io.qqbridge.bench;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
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

/** Reads commands, posts a message for each, those of an account in order, and commits. */
final class BareSending {
    private final BareLoop loop;

    private BareSending(BareLoop loop) {
        this.loop = loop;
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
            BareSending sending = new BareSending(loop);
            while (true) {
                ConsumerRecords<String, byte[]> records = consumer.poll(Duration.ofSeconds(1));
                sending.sendAll(records);
                consumer.commitSync();
            }
        }
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
                    left.countDown();
                    sendNext(queue, left);
                });
    }

    private static String field(String json, String name) {
        int start = json.indexOf("\"" + name + "\":\"") + name.length() + 4;
        return json.substring(start, json.indexOf('"', start));
    }
}
