package io.qqbridge.app;

import io.qqbridge.app.kafka.Topics;
import io.qqbridge.app.log.LogFormat;
import io.qqbridge.console.Token;
import io.qqbridge.gateway.SessionSettings;
import io.qqbridge.gateway.tqq.Dialect;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;

/**
 * The configuration, checked. A misspelt key, a wrong value or a missing file is {@link
 * Misconfigured}.
 */
public final class Settings {
    private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9._-]{0,100}");

    /** What Kafka takes for the name of a static member. */
    private static final Pattern MEMBER = Pattern.compile("(?!\\.+$)[A-Za-z0-9._-]{1,249}");

    private static final Pattern TOKEN = Pattern.compile("[!-~]{16,200}");
    private static final List<String> VERSIONS = List.of("1.0", "1.1", "1.2", "1.4");

    private final Layers layers;

    private Settings(Layers layers) {
        this.layers = layers;
    }

    /**
     * Reads the configuration.
     *
     * @param file the file; null for none
     * @param environment the environment's variables
     */
    public static Settings read(@Nullable Path file, Map<String, String> environment)
            throws Misconfigured {
        Settings settings = new Settings(Layers.read(file, environment));
        settings.check();
        return settings;
    }

    /** Reads every value once, so that a wrong one is found now and not at three in the morning. */
    private void check() throws Misconfigured {
        gatewayUrl();
        dialect();
        sessions();
        logFormat();
        meteredAccounts();
        connections();
        managementPort();
        consoleToken();
        consoleTexts();
        tracingEndpoint();
        partitions();
        gatewayTimeout();
        journalMax();
        accountsFile();
        journalFolder();
        value(Key.ROUTES_DIR).path(layers.folder());
        if (!PREFIX.matcher(get(Key.TOPICS_PREFIX)).matches()) {
            throw value(Key.TOPICS_PREFIX).wrong("letters, digits, '.', '_' and '-'");
        }
        checkMember();
        if (kafka().getOrDefault("bootstrap.servers", "").isBlank()) {
            throw value(Key.KAFKA_BOOTSTRAP_SERVERS)
                    .wrong("host:port, or several separated by commas");
        }
    }

    private void checkMember() throws Misconfigured {
        String member = get(Key.CLUSTER_MEMBER);
        if (!member.isEmpty() && !MEMBER.matcher(member).matches()) {
            throw value(Key.CLUSTER_MEMBER)
                    .wrong("up to 249 letters, digits, '.', '_' and '-', and not only dots");
        }
        if (!member.isEmpty() && !dialect().replays()) {
            throw new Misconfigured(
                    "%s and %s=false do not go together: whoever has an account next could not know"
                                    .formatted(Key.CLUSTER_MEMBER.key(), Key.GATEWAY_REPLAYS.key())
                            + " which command was being sent; run one instance without a name");
        }
    }

    /** The gateway's URL. */
    public URI gatewayUrl() throws Misconfigured {
        return value(Key.GATEWAY_URL).url();
    }

    /** How the gateway is spoken to. */
    public Dialect dialect() throws Misconfigured {
        if (!VERSIONS.contains(get(Key.GATEWAY_VERSION))) {
            throw value(Key.GATEWAY_VERSION).wrong("one of 1.0, 1.1, 1.2, 1.4");
        }
        return new Dialect(
                get(Key.GATEWAY_VERSION),
                get(Key.GATEWAY_CLIENT_MARK),
                value(Key.GATEWAY_REPLAYS).isTrue());
    }

    /** How sessions behave. */
    public SessionSettings sessions() throws Misconfigured {
        Duration min = value(Key.POLL_MIN).durationOrNone();
        Duration max = value(Key.POLL_MAX).duration();
        if (max.compareTo(min) < 0) {
            throw new Misconfigured(
                    "%s is less than %s; make it the same or more"
                            .formatted(Key.POLL_MAX.key(), Key.POLL_MIN.key()));
        }
        return new SessionSettings(
                min,
                max,
                value(Key.PRESENCE_INTERVAL).duration(),
                value(Key.ROSTER_INTERVAL).duration(),
                value(Key.COMMAND_TIMEOUT).duration(),
                value(Key.SILENCE).duration(),
                value(Key.START_RATE).number(1, 100_000));
    }

    /** How a line of the log looks. */
    public LogFormat logFormat() throws Misconfigured {
        return switch (get(Key.LOG_FORMAT)) {
            case "text" -> LogFormat.TEXT;
            case "json" -> LogFormat.JSON;
            default -> throw value(Key.LOG_FORMAT).wrong("text or json");
        };
    }

    /** How many accounts have meters of their own. */
    public int meteredAccounts() throws Misconfigured {
        return value(Key.METERED_ACCOUNTS).number(0, 100_000);
    }

    /** The most connections to the gateway. */
    public int connections() throws Misconfigured {
        return value(Key.GATEWAY_CONNECTIONS).number(1, 100_000);
    }

    /** How long an answer of the gateway is waited for. */
    public Duration gatewayTimeout() throws Misconfigured {
        return value(Key.GATEWAY_TIMEOUT).duration();
    }

    /** The port of metrics and health, 0 for none. */
    public int managementPort() throws Misconfigured {
        return value(Key.MANAGEMENT_PORT).number(0, 65_535);
    }

    /** What a person must know to act in the console; empty where nobody may. */
    public Optional<Token> consoleToken() throws Misconfigured {
        String token = get(Key.CONSOLE_TOKEN);
        if (!token.isEmpty() && !TOKEN.matcher(token).matches()) {
            // Not repeated: it is to be a secret.
            throw new Misconfigured(
                    "%s takes 16 to 200 letters, digits and signs, without blanks"
                            .formatted(Key.CONSOLE_TOKEN.key()));
        }
        return token.isEmpty() ? Optional.empty() : Optional.of(Token.of(token));
    }

    /** Whether the console shows what people write. */
    public boolean consoleTexts() throws Misconfigured {
        return value(Key.CONSOLE_TEXTS).isTrue();
    }

    /** Where spans go; empty where nobody traces. */
    public Optional<URI> tracingEndpoint() throws Misconfigured {
        return get(Key.TRACING_ENDPOINT).isEmpty()
                ? Optional.empty()
                : Optional.of(value(Key.TRACING_ENDPOINT).url());
    }

    /** The partitions of a topic that the bridge creates. */
    public int partitions() throws Misconfigured {
        return value(Key.TOPICS_PARTITIONS).number(1, 10_000);
    }

    /** The topics that a command may have its result sent to as well. */
    public List<String> replyTopics() {
        return Arrays.stream(get(Key.REPLY_TOPICS).split(",", -1))
                .map(String::strip)
                .filter(topic -> !topic.isEmpty())
                .toList();
    }

    /** The accounts file; a relative name is relative to the configuration file. */
    public Path accountsFile() throws Misconfigured {
        return value(Key.ACCOUNTS_FILE).path(layers.folder());
    }

    /** The journal's folder; empty for none. */
    public Optional<Path> journalFolder() throws Misconfigured {
        return get(Key.JOURNAL_DIR).isEmpty()
                ? Optional.empty()
                : Optional.of(value(Key.JOURNAL_DIR).path(layers.folder()));
    }

    /** Bytes that may rest in the journal. */
    public long journalMax() throws Misconfigured {
        return value(Key.JOURNAL_MAX).size();
    }

    /** A value as it stands. */
    public String get(Key key) {
        return layers.get(key);
    }

    /** The topics that the bridge works with. */
    Topics topics() {
        return new Topics(
                get(Key.TOPICS_PREFIX), replyTopics(), !get(Key.CLUSTER_MEMBER).isEmpty());
    }

    /** The settings of the Kafka clients, by Kafka's own names. */
    public Map<String, String> kafka() {
        return layers.kafka();
    }

    /**
     * Everything, by name, as routes may refer to it; Kafka's settings and the console's token are
     * not among it.
     */
    public Properties forRoutes() {
        Properties all = layers.all();
        all.remove(Key.CONSOLE_TOKEN.key());
        return all;
    }

    private Value value(Key key) {
        return new Value(key, get(key));
    }
}
