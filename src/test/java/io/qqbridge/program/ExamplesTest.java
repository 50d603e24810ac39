package io.qqbridge.program;

import static org.assertj.core.api.Assertions.assertThat;

import io.qqbridge.app.demo.EmbeddedKafka;

import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** The README's consumer and producer, as they stand there. */
class ExamplesTest {

    @Test
    void theConsumerShowsMessagesAndTheProducerWritesACommand() throws Exception {
        try (EmbeddedKafka broker = EmbeddedKafka.temporary(0)) {
            String kafka = broker.bootstrapServers();
            try (var producer =
                    new KafkaProducer<>(
                            Map.of("bootstrap.servers", kafka),
                            new StringSerializer(),
                            new StringSerializer())) {
                producer.send(new ProducerRecord<>("qq.message.v1", "10001", "{}")).get();
            }
            BlockingQueue<String> shown = new LinkedBlockingQueue<>();
            AtomicBoolean running = new AtomicBoolean(true);
            Thread reader =
                    Thread.startVirtualThread(() -> consume(kafka, running::get, shown::add));
            assertThat(shown.poll(30, TimeUnit.SECONDS)).isEqualTo("10001 received {}");
            running.set(false);
            reader.join();

            produce(kafka);
            BlockingQueue<String> commands = new LinkedBlockingQueue<>();
            try (var consumer =
                    new KafkaConsumer<>(
                            Map.of(
                                    "bootstrap.servers", kafka,
                                    "group.id", "commands",
                                    "auto.offset.reset", "earliest"),
                            new StringDeserializer(),
                            new StringDeserializer())) {
                consumer.subscribe(List.of("qq.command.v1"));
                while (commands.isEmpty()) {
                    consumer.poll(Duration.ofSeconds(1))
                            .forEach(command -> commands.add(command.value()));
                }
            }
            assertThat(commands.element()).contains("send-message").contains("你好");
        }
    }

    private static void consume(String kafka, BooleanSupplier running, Consumer<String> show) {
        var consumer =
                new KafkaConsumer<>(
                        Map.of(
                                "bootstrap.servers",
                                kafka,
                                "group.id",
                                "my-bot",
                                "auto.offset.reset",
                                "earliest"),
                        new StringDeserializer(),
                        new StringDeserializer());
        consumer.subscribe(List.of("qq.message.v1"));
        while (running.getAsBoolean()) {
            consumer.poll(Duration.ofSeconds(1))
                    .forEach(
                            message -> show.accept(message.key() + " received " + message.value()));
        }
        consumer.close();
    }

    private static void produce(String kafka) throws Exception {
        var producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", kafka),
                        new StringSerializer(),
                        new StringSerializer());
        String command = "{\"command\": \"send-message\", \"to\": \"10002\", \"text\": \"你好\"}";
        producer.send(new ProducerRecord<>("qq.command.v1", "10001", command)).get();
        producer.close();
    }
}
