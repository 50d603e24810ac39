package io.qqbridge.app;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** The keys of the configuration: their names, defaults and meanings. */
public enum Key {
    GATEWAY_URL("qq.gateway.url", "http://127.0.0.1:8000", "the gateway"),
    GATEWAY_VERSION(
            "qq.gateway.version", "1.1", "the protocol version spoken: 1.0, 1.1, 1.2 or 1.4"),
    GATEWAY_CLIENT_MARK(
            "qq.gateway.client-mark",
            "9326B87B234E7235",
            "the mark of the client program that a login carries"),
    GATEWAY_REPLAYS(
            "qq.gateway.replays",
            "true",
            "whether the gateway answers a SEQ that it has seen as it did before; if not, what got no"
                    + " answer is never sent again"),
    GATEWAY_CONNECTIONS(
            "qq.gateway.connections",
            "2000",
            "the most requests to the gateway at a time, each over a connection; where more hang, they"
                    + " hold up those of others"),
    GATEWAY_TIMEOUT("qq.gateway.timeout", "20s", "how long an answer of the gateway is waited for"),
    ACCOUNTS_FILE(
            "qq.accounts.file",
            "accounts.yaml",
            "the accounts, reread when the file changes; relative to the configuration file"),
    JOURNAL_DIR(
            "qq.journal.dir",
            "journal",
            "where received messages rest until Kafka has them, relative to the configuration file;"
                    + " empty for no journal"),
    JOURNAL_MAX(
            "qq.journal.max",
            "64MB",
            "how much may rest there before nothing more is fetched; a third of the heap at most"),
    POLL_MIN("qq.poll.min", "500ms", "the pause between polls while messages come; may be 0ms"),
    POLL_MAX("qq.poll.max", "10s", "the pause that polling slows down to while none do"),
    PRESENCE_INTERVAL(
            "qq.presence.interval", "60s", "how often the gateway is asked who is online"),
    ROSTER_INTERVAL("qq.roster.interval", "10m", "how often the contact list is asked for"),
    SILENCE(
            "qq.silence",
            "24h",
            "an account that has brought nothing for so long, and for twice as long as usual, is"
                    + " silent"),
    COMMAND_TIMEOUT(
            "qq.command.timeout",
            "30s",
            "how long a command is tried while its account or the gateway is away"),
    COMMAND_GROUP("qq.command.group", "qq-bridge", "the consumer group that reads the commands"),
    CLUSTER_MEMBER(
            "qq.cluster.member",
            "",
            "where several instances share the accounts: this one's name in the group, the same"
                    + " after each start; empty for an instance that has them all"),
    REPLY_TOPICS(
            "qq.reply.topics",
            "",
            "topics, separated by commas, that a command's kafka_replyTopic header may name"),
    START_RATE("qq.start.rate", "200", "how many sessions start in a second at most"),
    TOPICS_PREFIX("qq.topics.prefix", "qq.", "what all topic names start with"),
    TOPICS_PARTITIONS(
            "qq.topics.partitions", "8", "the partitions of a topic that the bridge creates"),
    MANAGEMENT_HOST(
            "qq.management.host",
            "127.0.0.1",
            "the address that metrics, health and console listen on"),
    MANAGEMENT_PORT("qq.management.port", "9876", "their port; 0 turns them off"),
    CONSOLE_TOKEN(
            "qq.console.token",
            "",
            "who knows it may act in the console, 16 characters or more; without it the console only"
                    + " shows"),
    CONSOLE_TEXTS("qq.console.texts", "false", "whether the console shows who writes, and what"),
    LOG_FORMAT("qq.log.format", "text", "text, or json for an object a line"),
    METERED_ACCOUNTS(
            "qq.metrics.accounts", "100", "how many accounts have meters of their own, by alias"),
    TRACING_ENDPOINT(
            "qq.tracing.endpoint",
            "",
            "where spans go by OTLP over HTTP, such as http://127.0.0.1:4318/v1/traces; empty for no"
                    + " tracing"),
    ROUTES_DIR(
            "qq.routes.dir",
            "routes",
            "the folder of the YAML routes; beside the program where there is none here"),
    KAFKA_BOOTSTRAP_SERVERS(
            "kafka.bootstrap.servers",
            "127.0.0.1:9092",
            "any `kafka.*` key reaches the Kafka clients, security included");

    private final String key;
    private final String byDefault;
    private final String meaning;

    Key(String key, String byDefault, String meaning) {
        this.key = key;
        this.byDefault = byDefault;
        this.meaning = meaning;
    }

    /** Its name in {@code application.properties}. */
    public String key() {
        return key;
    }

    /** Its value where none is given. */
    public String byDefault() {
        return byDefault;
    }

    /** What it is for, in a clause. */
    public String meaning() {
        return meaning;
    }

    /** The environment variable that overrides a key: {@code QQ_POLL_MIN}. */
    static String variable(String key) {
        return key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    static Optional<Key> named(String name) {
        return Arrays.stream(values()).filter(key -> key.key.equals(name)).findFirst();
    }

    /** The key that a person may have meant. */
    static Key nearest(String name) {
        return Arrays.stream(values())
                .min(Comparator.comparingInt(key -> distance(key.key, name)))
                .orElseThrow();
    }

    /** How many characters have to be typed differently (Levenshtein). */
    static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
