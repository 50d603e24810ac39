package io.qqbridge.app.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;

/** While Kafka is away, a long list of records waits no longer than one record. */
class PromptProducerTest {
    private static final int RECORDS = 50;
    private static final Duration BLOCK = Duration.ofSeconds(2);

    @Test
    void onlyTheFirstOfManyRecordsWaitsForAKafkaThatIsAway() {
        Properties properties = new Properties();
        properties.put("bootstrap.servers", "127.0.0.1:1");
        properties.put("max.block.ms", Long.toString(BLOCK.toMillis()));
        properties.put("key.serializer", StringSerializer.class.getName());
        properties.put("value.serializer", StringSerializer.class.getName());
        AtomicInteger refused = new AtomicInteger();
        try (PromptProducer producer = new PromptProducer(properties, () -> 0)) {
            long start = System.nanoTime();
            for (int i = 0; i < RECORDS; i++) {
                var future =
                        producer.send(
                                new ProducerRecord<>("topic", "key", "value"),
                                (metadata, exception) -> {
                                    if (exception instanceof TimeoutException) {
                                        refused.incrementAndGet();
                                    }
                                });
                assertThat(future).isDone();
            }
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isLessThan(BLOCK.multipliedBy(RECORDS / 5));
        }
        assertThat(refused).hasValue(RECORDS);
    }
}
