package io.qqbridge.bench;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Header;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Polls as fast as the gateway answers, cuts the texts out, and sends each to Kafka. */
final class BareReceiving {
    /** As many bytes as the bridge's records carry. */
    private static final List<Header> HEADERS =
            BareLoop.headers(
                    "ce_specversion=1.0",
                    "ce_id=10001-1766000000000-17-0",
                    "ce_source=/qq/accounts/10001",
                    "ce_type=io.qqbridge.message.v1",
                    "ce_time=2026-01-31T12:00:00.123456Z",
                    "ce_subject=560000001",
                    "content-type=application/json");

    private static final String BEFORE =
            "{\"account\":\"10001\",\"chat\":\"private:560000001\",\"from\":\"560000001\","
                    + "\"receivedAt\":\"2026-01-31T12:00:00.123456Z\",\"text\":\"";

    private final BareLoop loop;
    private final KafkaProducer<String, byte[]> producer;
    private final String topic;
    private final long pauseNanos;
    private final AtomicLong seq = new AtomicLong(1_000);
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

    private BareReceiving(BareLoop loop, String bootstrapServers, String topic, long pauseNanos) {
        this.pauseNanos = pauseNanos;
        this.loop = loop;
        this.topic = topic;
        this.producer = BareLoop.producer(bootstrapServers);
    }

    /** Takes what {@link Contender#bare} gives. */
    public static void main(String[] arguments) throws Exception {
        int accounts = Integer.parseInt(arguments[3]);
        BareLoop loop = BareLoop.of(arguments);
        BareReceiving receiving =
                new BareReceiving(
                        loop,
                        arguments[1],
                        arguments[2] + "message.v1",
                        TimeUnit.MILLISECONDS.toNanos(Long.parseLong(arguments[5])));
        loop.logIn(accounts).forEach(receiving::poll);
        System.out.println("running");
        Thread.currentThread().join();
    }

    private void poll(String uin) {
        String line = "VER=1.1&CMD=GetMsgEx&SEQ=" + seq.getAndIncrement() + "&UIN=" + uin;
        loop.ask(line.getBytes(StandardCharsets.UTF_8), answer -> take(uin, answer));
    }

    private void take(String uin, byte[] answer) {
        long read = System.nanoTime();
        String line = new String(answer, StandardCharsets.UTF_8);
        int texts = line.indexOf("&MG=") + 4;
        for (int from = texts, to; texts > 3 && from < line.length(); from = to + 1) {
            to = line.indexOf(',', from);
            if (to < 0) {
                break;
            }
            byte[] value =
                    (BEFORE + line.substring(from, to) + "\"}").getBytes(StandardCharsets.UTF_8);
            Future<RecordMetadata> unused =
                    producer.send(
                            new ProducerRecord<>(topic, null, uin, value, HEADERS),
                            (place, failure) ->
                                    loop.delivery()
                                            .record(
                                                    System.nanoTime() - read,
                                                    TimeUnit.NANOSECONDS));
        }
        if (pauseNanos == 0) {
            poll(uin);
        } else {
            long due = System.nanoTime() + pauseNanos;
            ScheduledFuture<?> unused =
                    clock.schedule(() -> pollDue(uin, due), pauseNanos, TimeUnit.NANOSECONDS);
        }
    }

    private void pollDue(String uin, long due) {
        loop.late().record(System.nanoTime() - due, TimeUnit.NANOSECONDS);
        poll(uin);
    }
}
