package io.qqbridge.app.kafka;

import org.apache.camel.component.kafka.KafkaClientFactory;
import org.apache.camel.component.kafka.KafkaConfiguration;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/**
 * Makes the clients of all {@code kafka:} endpoints, with the configuration's {@code kafka.*} keys
 * on top of what the route says.
 */
public final class KafkaClients implements KafkaClientFactory {
    /** How soon a topic is found that was created after the consumer started. */
    private static final int SOON_SEEN_MILLIS = 10_000;

    private static final int LARGEST_REQUEST = 64 * 1024 * 1024;

    private static final int END_WAIT_MILLIS = 20;

    /** Notes of thousands of accounts share a request. */
    private static final int NOTES_LINGER_MILLIS = 2;

    private static final int NOTES_BLOCK_MILLIS = 5_000;

    /**
     * What Kafka's clients measure of themselves is shown by no meter of ours. Without beans for
     * it, and without the offer to push it to the brokers, ten clients start in less than half the
     * time.
     */
    private static final Map<String, String> UNMEASURED =
            Map.of(
                    CommonClientConfigs.METRIC_REPORTER_CLASSES_CONFIG, "",
                    CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, "false");

    private final Map<String, String> settings;
    private final Optional<CommandGroup> commands;

    /** Those of a process that carries out no commands. */
    public KafkaClients(Map<String, String> settings) {
        this(settings, Optional.empty());
    }

    /** Those of a process in this group. */
    public KafkaClients(Map<String, String> settings, CommandGroup commands) {
        this(settings, Optional.of(commands));
    }

    private KafkaClients(Map<String, String> settings, Optional<CommandGroup> commands) {
        this.settings = settings;
        this.commands = commands;
    }

    /**
     * What every {@code kafka:} endpoint of the routes starts from, so that a route only has to say
     * what goes where. Camel's own defaults could lose or reorder records: they commit by
     * themselves, start at the end of a topic, and give a record up after two minutes while later
     * ones arrive.
     */
    public static Map<String, String> camelDefaults() {
        return Map.ofEntries(
                option("brokers", "{{kafka.bootstrap.servers}}"),
                option("kafkaClientFactory", "#bean:kafkaClients"),
                option("keySerializer", StringSerializer.class.getName()),
                option("valueSerializer", ByteArraySerializer.class.getName()),
                option("valueDeserializer", ByteArrayDeserializer.class.getName()),
                // Records carry the headers that were made for them, never the exchange's.
                option("batchWithIndividualHeaders", "true"),
                option("headerFilterStrategy", "#class:" + RecordHeaders.class.getName()),
                // Where each record came to lie, nobody asks.
                option("recordMetadata", "false"),
                // Goes on when Kafka has acknowledged; Camel's own gives each thread a new name.
                option("workerPool", "#bean:acknowledgements"),
                option("lingerMs", "5"),
                option("maxBlockMs", "5000"),
                option("deliveryTimeoutMs", Integer.toString(Integer.MAX_VALUE)),
                // With more, a change of leaders can leave a producer that retries for ever (seen
                // with Kafka 4.4: OUT_OF_ORDER_SEQUENCE_NUMBER again and again).
                option("maxInFlightRequest", "1"),
                // What a stopping route still grants commands under way.
                option("shutdownTimeout", "4000"),
                option("autoOffsetReset", "earliest"),
                option("autoCommitEnable", "false"),
                option("allowManualCommit", "true"),
                option("pollExceptionStrategy", "#bean:unreadCommands"));
    }

    private static Map.Entry<String, String> option(String name, String value) {
        return Map.entry("camel.component.kafka." + name, value);
    }

    @Override
    public Producer<?, ?> getProducer(Properties properties) {
        add(properties, ProducerConfig.configNames());
        return new PromptProducer(properties);
    }

    @Override
    public Consumer<?, ?> getConsumer(Properties properties) {
        // A topic made on the way would have the broker's partitions and clean-up, not the
        // contract's.
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        properties.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, SOON_SEEN_MILLIS);
        Optional<CommandGroup> group = commands.filter(each -> each.isFor(properties));
        group.ifPresent(each -> each.addTo(properties));
        add(properties, ConsumerConfig.configNames());
        return group.<Consumer<?, ?>>map(each -> new CommandConsumer(properties, each))
                .orElseGet(() -> new KafkaConsumer<Object, Object>(properties));
    }

    @Override
    public String getBrokers(KafkaConfiguration configuration) {
        return bootstrapServers();
    }

    String bootstrapServers() {
        return settings.getOrDefault("bootstrap.servers", "");
    }

    /** What the clients speak: {@code PLAINTEXT}, {@code SASL_SSL} and so on. */
    String protocol() {
        return settings.getOrDefault(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, "PLAINTEXT")
                .toUpperCase(Locale.ROOT);
    }

    boolean useTls() {
        return protocol().endsWith("SSL");
    }

    /** What failures of these clients mean. */
    Refusal refusal() {
        return new Refusal(settings);
    }

    /** An admin client whose calls give up after so long. */
    Admin admin(Duration timeout) {
        Properties properties = new Properties();
        add(properties, AdminClientConfig.configNames());
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) timeout.toMillis());
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) timeout.toMillis());
        return Admin.create(properties);
    }

    /** Reads where it is told to, belongs to no group and leaves no trace. */
    public Consumer<byte[], byte[]> reader(Duration timeout) {
        Properties properties = new Properties();
        add(properties, ConsumerConfig.configNames());
        properties.remove(ConsumerConfig.GROUP_ID_CONFIG);
        properties.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
        // It goes from partition to partition, and would wait at the end of each for more to come.
        properties.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, END_WAIT_MILLIS);
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) timeout.toMillis());
        properties.remove(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG);
        properties.remove(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG);
        return new KafkaConsumer<>(
                properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /**
     * Writes what other instances have to know; what Kafka does not take, whoever writes tells
     * again.
     */
    public Producer<byte[], byte[]> notes() {
        Properties properties = new Properties();
        properties.put(ProducerConfig.LINGER_MS_CONFIG, NOTES_LINGER_MILLIS);
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, NOTES_BLOCK_MILLIS);
        properties.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        add(properties, ProducerConfig.configNames());
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.remove(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG);
        properties.remove(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG);
        return new KafkaProducer<>(
                properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Writes bytes as they are, however many, and gives up after so long. */
    Producer<byte[], byte[]> writer(Duration timeout) {
        Properties properties = new Properties();
        // Whether a record is too large, the broker knows.
        properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LARGEST_REQUEST);
        add(properties, ProducerConfig.configNames());
        int millis = (int) timeout.toMillis();
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, millis);
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, millis);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis);
        properties.remove(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG);
        properties.remove(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG);
        return new KafkaProducer<>(
                properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** A setting that none of Kafka's clients knows may belong to a plug-in of theirs. */
    private void add(Properties properties, Set<String> known) {
        UNMEASURED.forEach(properties::putIfAbsent);
        Set<String> all = KafkaKeys.all();
        settings.forEach(
                (name, value) -> {
                    if (known.contains(name) || !all.contains(name)) {
                        properties.put(name, value);
                    }
                });
    }
}
