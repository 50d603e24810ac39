package io.qqbridge.security;

import io.qqbridge.app.demo.KafkaNode;
import io.qqbridge.testing.Ports;

import org.apache.kafka.common.Uuid;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * A broker that the bridge reaches by SASL_SSL alone; a second port without either is for the test,
 * which looks at what came.
 */
final class SecureKafka implements AutoCloseable {
    static final String USER = "bridge";

    private static final String LISTENERS =
            "SASL_SSL://127.0.0.1:%d,PLAINTEXT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d";

    private final KafkaNode node;
    private final int securePort;
    private final int openPort;

    /** Starts it. */
    SecureKafka(Path folder, Certificates certificates, String password, int port)
            throws Exception {
        securePort = port;
        openPort = Ports.free();
        int controllerPort = Ports.free();
        Map<String, String> settings = new HashMap<>();
        settings.put("listeners", LISTENERS.formatted(securePort, openPort, controllerPort));
        settings.put(
                "listener.security.protocol.map",
                "SASL_SSL:SASL_SSL,PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.put("inter.broker.listener.name", "PLAINTEXT");
        settings.put("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("sasl.enabled.mechanisms", "PLAIN");
        settings.put(
                "listener.name.sasl_ssl.plain.sasl.jaas.config",
                "org.apache.kafka.common.security.plain.PlainLoginModule required user_%s=\"%s\";"
                        .formatted(USER, password));
        settings.put("ssl.keystore.location", certificates.keystore().toString());
        settings.put("ssl.keystore.password", Certificates.PASSWORD);
        node = KafkaNode.start(1, Uuid.randomUuid().toString(), folder, settings);
    }

    /** Where TLS and a password are asked for. */
    String secured() {
        return "127.0.0.1:" + securePort;
    }

    /** Where neither is. */
    String open() {
        return "127.0.0.1:" + openPort;
    }

    @Override
    public void close() {
        node.close();
    }
}
