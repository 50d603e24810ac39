package io.qqbridge.cluster;

import org.apache.kafka.common.utils.Utils;

import java.nio.charset.StandardCharsets;

/**
 * On which partition of the command topic an account lies: where a record lies whose key is its
 * UIN, whoever wrote it with Kafka's default partitioner (murmur2 of the key's bytes).
 *
 * @param partitions of the topic, at least one
 */
record Placement(int partitions) {
    int of(String account) {
        byte[] key = account.getBytes(StandardCharsets.UTF_8);
        return Utils.toPositive(Utils.murmur2(key)) % partitions;
    }
}
