package io.qqbridge.app.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.qqbridge.event.DeadLetter;
import io.qqbridge.event.Envelope;
import io.qqbridge.event.MessageReceived;

import org.apache.camel.Message;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

class KafkaRecordsTest {
    /** One fits into a record, the other does not. */
    private static final List<String> TEXTS =
            List.of("short", "x".repeat(KafkaRecords.MAX_RECORD + 1));

    private final List<Integer> asked = new ArrayList<>();
    private final List<DeadLetter> told = new ArrayList<>();

    private final List<Envelope> events =
            new AbstractList<>() {
                @Override
                public Envelope get(int index) {
                    asked.add(index);
                    return Envelope.of(
                            "id-" + index,
                            new MessageReceived(
                                    "1",
                                    "private:2",
                                    "2",
                                    TEXTS.get(index % TEXTS.size()),
                                    Instant.EPOCH,
                                    null));
                }

                @Override
                public int size() {
                    return 100_000;
                }
            };

    @Test
    void eachRecordIsMadeWhenItsTurnComes() throws Exception {
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            Iterable<Message> records =
                    new KafkaRecords(camel, new Topics("qq."), List.of(), told::add)
                            .records(events);

            for (int i = 0; i < 2; i++) {
                asked.clear();
                Iterator<Message> inTurn = records.iterator();
                assertThat(inTurn.next().getHeader("ce_id")).isEqualTo("id-0");
                assertThat(inTurn.next().getHeader(KafkaConstants.OVERRIDE_TOPIC))
                        .isEqualTo("qq.dead.v1");
                assertThat(asked).containsExactly(0, 1);
                assertThat(told)
                        .singleElement()
                        .matches(letter -> letter.reason().endsWith("too large for a record"));
            }
        }
    }
}
