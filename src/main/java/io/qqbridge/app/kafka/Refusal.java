package io.qqbridge.app.kafka;

import io.qqbridge.app.kafka.KafkaCluster.Reached;
import io.qqbridge.event.OneLine;

import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.UnsupportedSaslMechanismException;

import java.nio.file.NoSuchFileException;
import java.security.GeneralSecurityException;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import javax.security.auth.login.LoginException;

/**
 * Says what a failure of Kafka's clients means, and which key mends it, without repeating what is
 * secret in the settings: Kafka hides passwords, but quotes from a {@code sasl.jaas.config} that it
 * cannot read.
 */
final class Refusal {
    private static final String STORE = "Failed to load SSL keystore";
    private static final int SHORTEST_SECRET = 3;
    private static final List<String> SECRETS =
            List.of("password", "jaas", "secret", "ssl.keystore.key");

    private final Map<String, String> settings;

    Refusal(Map<String, String> settings) {
        this.settings = settings;
    }

    /** Of a broker that answered, and refused: trying the same again would not help. */
    Reached.Never of(AuthenticationException refusal) {
        return switch (refusal) {
            case SaslAuthenticationException e ->
                    new Reached.Never(
                            "it refuses the user or the password", "kafka.sasl.jaas.config");
            case UnsupportedSaslMechanismException e ->
                    new Reached.Never(
                            "it does not take logins by "
                                    + settings.getOrDefault("sasl.mechanism", "GSSAPI"),
                            "kafka.sasl.mechanism");
            case SslAuthenticationException e -> ofHandshake(e);
            default -> new Reached.Never(clause(refusal), "the kafka.* keys");
        };
    }

    private Reached.Never ofHandshake(SslAuthenticationException refusal) {
        String reason = clause(root(refusal));
        if (reason.contains("certification path") || reason.contains("PKIX")) {
            return new Reached.Never(
                    "its certificate is not signed by an authority that is trusted here",
                    "kafka.ssl.truststore.location");
        }
        if (reason.contains("subject alternative") || reason.contains("No name matching")) {
            return new Reached.Never(
                    "its certificate is for another host than that", "kafka.bootstrap.servers");
        }
        return new Reached.Never("TLS fails: " + reason, "kafka.ssl.*");
    }

    /** Of settings that no client can be made with. */
    Reached.Never ofSettings(Throwable problem) {
        Throwable root = root(problem);
        if (isAboutJaas(problem)) {
            return new Reached.Never(
                    "its login cannot be read or used; it looks like"
                            + " 'org.apache.kafka.common.security.plain.PlainLoginModule required"
                            + " username=\"…\" password=\"…\";'",
                    "kafka.sasl.jaas.config");
        }
        String store = storeIn(problem);
        if (!store.isEmpty()) {
            return new Reached.Never(store + ": " + unopened(root), "kafka.ssl.*");
        }
        return new Reached.Never(
                clause(problem.getCause() == null ? problem : problem.getCause()),
                "the kafka.* keys");
    }

    private static boolean isAboutJaas(Throwable problem) {
        for (Throwable t = problem; t != null; t = t.getCause()) {
            if (t instanceof LoginException
                    || Arrays.stream(t.getStackTrace())
                            .limit(6)
                            .anyMatch(call -> call.getClassName().contains(".security.Jaas"))) {
                return true;
            }
        }
        return false;
    }

    /** The clause that names the store that cannot be loaded, or nothing. */
    private String storeIn(Throwable problem) {
        for (Throwable t = problem; t != null; t = t.getCause()) {
            int at = String.valueOf(t.getMessage()).indexOf(STORE);
            if (at >= 0) {
                return hidden(String.valueOf(t.getMessage()).substring(at));
            }
        }
        return "";
    }

    private String unopened(Throwable root) {
        return switch (root) {
            case NoSuchFileException e -> "there is no such file";
            case NoSuchAlgorithmException e -> clause(e);
            case GeneralSecurityException e -> "its password is another";
            default -> clause(root);
        };
    }

    /** The message in one line, without anything that is secret in the settings. */
    String clause(Throwable problem) {
        return OneLine.of(hidden(String.valueOf(problem.getMessage())));
    }

    private String hidden(String message) {
        String hidden = message;
        for (var setting : settings.entrySet()) {
            if (SECRETS.stream().anyMatch(setting.getKey()::contains)) {
                for (String part : setting.getValue().split("[\\s\"'=;]+", -1)) {
                    if (part.length() >= SHORTEST_SECRET) {
                        hidden = hidden.replace(part, "(hidden)");
                    }
                }
                hidden = hidden.replace(setting.getValue(), "(hidden)");
            }
        }
        return hidden;
    }

    private static Throwable root(Throwable problem) {
        Throwable root = problem;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}
