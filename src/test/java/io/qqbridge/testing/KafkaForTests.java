package io.qqbridge.testing;

import io.qqbridge.app.Misconfigured;
import io.qqbridge.app.demo.EmbeddedKafka;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One real broker for all tests of a JVM. Bridges share it and stay apart by their topics' prefix;
 * it stops with the last test.
 */
public final class KafkaForTests implements AutoCloseable {
    private final AtomicInteger prefixes = new AtomicInteger();
    private final EmbeddedKafka broker;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Admin admin;

    private KafkaForTests() throws Misconfigured {
        broker = EmbeddedKafka.temporary(0);
        producer =
                new KafkaProducer<>(
                        Map.of(
                                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                broker.bootstrapServers(),
                                // A record that the bridge must refuse has to get this far.
                                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                                2 * 1024 * 1024),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
        admin =
                Admin.create(
                        Map.of(
                                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                                broker.bootstrapServers()));
    }

    /** Gives the broker to constructors and methods of tests that ask for it. */
    public static final class Extension implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
            return parameter.getParameter().getType() == KafkaForTests.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
            return test.getRoot()
                    .getStore(Namespace.create(KafkaForTests.class))
                    .computeIfAbsent(KafkaForTests.class, first -> started());
        }

        private static KafkaForTests started() {
            try {
                return new KafkaForTests();
            } catch (Misconfigured e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** A prefix for topics that no other test has: {@code t1.}. */
    public String newPrefix() {
        return "t" + prefixes.incrementAndGet() + ".";
    }

    /** What clients take as {@code bootstrap.servers}. */
    public String bootstrapServers() {
        return broker.bootstrapServers();
    }

    /** Reads topics, which must exist, from their beginning. */
    public Reader read(Collection<String> topics) {
        return Reader.of(bootstrapServers(), topics);
    }

    /** An admin client; not to be closed. */
    public Admin admin() {
        return admin;
    }

    /** Writes a record and waits until the broker has it. */
    public RecordMetadata write(ProducerRecord<byte[], byte[]> record) throws InterruptedException {
        try {
            return producer.send(record).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the broker took no record", e);
        }
    }

    @Override
    public void close() {
        producer.close();
        admin.close();
        broker.close();
    }
}
