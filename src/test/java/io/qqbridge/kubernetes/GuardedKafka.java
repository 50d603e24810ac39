package io.qqbridge.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;

import io.qqbridge.app.demo.KafkaNode;
import io.qqbridge.testing.Ports;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A broker as Strimzi would make it of the overlay: with its topics, its listener with TLS and
 * SCRAM, and its user, who may do what the overlay says and nothing else. A second port, without
 * either, is for the test.
 */
final class GuardedKafka implements AutoCloseable {
    private static final Path OVERLAY = Manifest.FOLDER.resolve("overlays/strimzi");
    private static final String STORE_PASSWORD = "changeit";
    private static final int ITERATIONS = 4096;

    private final KafkaNode node;
    private final int guardedPort;
    private final int openPort;
    private final String certificate;

    GuardedKafka(Path folder, String password) throws Exception {
        guardedPort = Ports.free();
        openPort = Ports.free();
        int controllerPort = Ports.free();
        Path keystore = folder.resolve("broker.p12");
        keytool(
                keystore,
                "-genkeypair",
                "-keyalg",
                "EC",
                "-dname",
                "CN=broker",
                "-ext",
                "san=ip:127.0.0.1");
        certificate = keytool(keystore, "-exportcert", "-rfc");
        Map<String, String> settings = new HashMap<>();
        settings.put(
                "listeners",
                "SCRAM://127.0.0.1:%d,OPEN://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d"
                        .formatted(guardedPort, openPort, controllerPort));
        settings.put(
                "listener.security.protocol.map",
                "SCRAM:SASL_SSL,OPEN:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.put("inter.broker.listener.name", "OPEN");
        settings.put("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("auto.create.topics.enable", "false");
        settings.put("sasl.enabled.mechanisms", "SCRAM-SHA-512");
        settings.put(
                "listener.name.scram.scram-sha-512.sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required;");
        settings.put("ssl.keystore.location", keystore.toString());
        settings.put("ssl.keystore.password", STORE_PASSWORD);
        settings.put(
                "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
        // Who comes by the open ports.
        settings.put("super.users", "User:ANONYMOUS");
        node = KafkaNode.start(1, Uuid.randomUuid().toString(), folder.resolve("data"), settings);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", open()))) {
            admin.createTopics(topics()).all().get();
            Manifest user = manifests("KafkaUser").getFirst();
            admin.alterUserScramCredentials(
                            List.of(
                                    new UserScramCredentialUpsertion(
                                            user.name(),
                                            new ScramCredentialInfo(
                                                    ScramMechanism.SCRAM_SHA_512, ITERATIONS),
                                            password)))
                    .all()
                    .get();
            admin.createAcls(rights(user)).all().get();
        }
    }

    private static String keytool(Path keystore, String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(Arrays.asList(arguments));
        command.addAll(List.of("-keystore", keystore.toString(), "-storetype", "PKCS12"));
        command.addAll(List.of("-storepass", STORE_PASSWORD, "-alias", "broker"));
        Process process = new ProcessBuilder(command).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("keytool: " + said);
        }
        return said;
    }

    private static List<NewTopic> topics() throws IOException {
        List<NewTopic> topics = new ArrayList<>();
        for (Manifest topic : manifests("KafkaTopic")) {
            JsonNode spec = topic.content().path("spec");
            Map<String, String> config = new HashMap<>();
            spec.path("config")
                    .properties()
                    .forEach(entry -> config.put(entry.getKey(), entry.getValue().asText()));
            // There is one broker, and so one copy.
            topics.add(
                    new NewTopic(topic.name(), spec.path("partitions").intValue(), (short) 1)
                            .configs(config));
        }
        return topics;
    }

    private static List<AclBinding> rights(Manifest user) {
        List<AclBinding> rights = new ArrayList<>();
        for (JsonNode acl : user.content().at("/spec/authorization/acls")) {
            JsonNode resource = acl.path("resource");
            String pattern = resource.path("patternType").asText();
            for (JsonNode operation : acl.path("operations")) {
                rights.add(
                        new AclBinding(
                                new ResourcePattern(
                                        ResourceType.fromString(resource.path("type").asText()),
                                        resource.path("name").asText(),
                                        PatternType.valueOf(pattern.toUpperCase(Locale.ROOT))),
                                new AccessControlEntry(
                                        "User:" + user.name(),
                                        "*",
                                        AclOperation.fromString(operation.asText()),
                                        AclPermissionType.ALLOW)));
            }
        }
        return rights;
    }

    private static List<Manifest> manifests(String kind) throws IOException {
        return Manifest.all().stream()
                .filter(manifest -> Path.of(manifest.source()).startsWith(OVERLAY))
                .filter(manifest -> manifest.kind().equals(kind))
                .toList();
    }

    /** Where TLS and a password are asked for. */
    String guarded() {
        return "127.0.0.1:" + guardedPort;
    }

    /** Where neither is. */
    String open() {
        return "127.0.0.1:" + openPort;
    }

    /** The certificate that it shows, which signed itself, as PEM. */
    String certificate() {
        return certificate;
    }

    @Override
    public void close() {
        node.close();
    }
}
