package io.qqbridge.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;

/** An account is where the commands lie that have it as their key. */
class PlacementTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8, 12, 97})
    void anAccountLiesWhereKafkasOwnProducerPutsItsKey(int partitions) {
        Placement placement = new Placement(partitions);

        assertThat(IntStream.range(10_001, 12_001).mapToObj(Integer::toString))
                .allSatisfy(
                        account ->
                                assertThat(placement.of(account))
                                        .isEqualTo(
                                                BuiltInPartitioner.partitionForKey(
                                                        account.getBytes(StandardCharsets.UTF_8),
                                                        partitions)));
    }
}
