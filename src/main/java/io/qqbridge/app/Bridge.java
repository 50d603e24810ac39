package io.qqbridge.app;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.qqbridge.app.kafka.CommandGroup;
import io.qqbridge.app.kafka.CommandProgress;
import io.qqbridge.app.kafka.CommandRecords;
import io.qqbridge.app.kafka.KafkaClients;
import io.qqbridge.app.kafka.KafkaCluster;
import io.qqbridge.app.kafka.KafkaCluster.Reached;
import io.qqbridge.app.kafka.KafkaRecords;
import io.qqbridge.app.kafka.LetterDesk;
import io.qqbridge.app.kafka.Topics;
import io.qqbridge.app.kafka.TracedRecords;
import io.qqbridge.app.kafka.UnreadCommands;
import io.qqbridge.component.CamelHttpTransport;
import io.qqbridge.component.QqComponent;
import io.qqbridge.component.QqEndpoint;
import io.qqbridge.component.WheelTime;
import io.qqbridge.console.AccountBook;
import io.qqbridge.console.Console;
import io.qqbridge.gateway.Gate;
import io.qqbridge.gateway.SessionObserver;
import io.qqbridge.gateway.Sessions;
import io.qqbridge.gateway.Surroundings;
import io.qqbridge.gateway.tqq.TqqGateway;
import io.qqbridge.metrics.AccountMeters;
import io.qqbridge.metrics.BridgeMeters;
import io.qqbridge.tracing.Tracing;

import org.apache.camel.CamelContext;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.main.Main;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** The bridge, put together: Camel with the routes, the sessions, metrics and health. */
public final class Bridge implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("qq.bridge");

    /**
     * What commands under way are granted to come to their ends, and then sessions to hand over
     * what they have. Whatever takes longer is on disk or in Kafka, and goes on with the next
     * start.
     */
    private static final Duration STOP = Duration.ofSeconds(4);

    private final Main camel;
    private final Sessions sessions;
    private final CamelHttpTransport transport;
    private final AccountKeeper keeper;
    private final Memory memory;
    private final Membership membership;
    private final Optional<Console> console;
    private final Optional<Tracing> tracing;

    private Bridge(
            Main camel,
            Sessions sessions,
            CamelHttpTransport transport,
            AccountKeeper keeper,
            Memory memory,
            Membership membership,
            Optional<Console> console,
            Optional<Tracing> tracing) {
        this.camel = camel;
        this.sessions = sessions;
        this.transport = transport;
        this.keeper = keeper;
        this.memory = memory;
        this.membership = membership;
        this.console = console;
        this.tracing = tracing;
    }

    /**
     * Starts it. Returns when the routes run; sessions start as soon as Kafka answers.
     *
     * @param watchers further observers of the sessions
     */
    public static Bridge start(Settings settings, SessionObserver... watchers)
            throws Misconfigured {
        AccountsFile accounts = new AccountsFile(settings.accountsFile());
        accounts.read();
        requireFreePort(settings);
        Properties camelSettings = CamelSettings.of(settings);
        Topics topics = settings.topics();
        Memory memory = Memory.open(settings);
        CommandProgress progress = new CommandProgress(memory.ends());
        Membership membership = Membership.of(settings, topics);
        KafkaClients clients =
                new KafkaClients(
                        settings.kafka(),
                        new CommandGroup(
                                settings.get(Key.COMMAND_GROUP),
                                membership.name(),
                                progress,
                                membership.shares()));
        KafkaCluster cluster = new KafkaCluster(clients, topics, settings.partitions());
        // No reference to its methods: that would load it where nobody traces.
        Optional<Tracing> tracing = settings.tracingEndpoint().map(url -> new Tracing(url));
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

        Main camel = new Main();
        camel.setPropertyPlaceholderLocations("false");
        camel.setInitialProperties(camelSettings);
        camel.bind("metricsRegistry", registry);
        camel.bind("kafkaClients", clients);
        UnreadCommands unread = new UnreadCommands(settings.kafka());
        camel.bind("unreadCommands", unread);
        // Has no threads but those that are busy, so there is nothing to close.
        camel.bind("acknowledgements", Executors.newVirtualThreadPerTaskExecutor());
        QqComponent component = new QqComponent();
        component.setCommandSource(membership.source(progress));
        camel.bind("qq", component);
        camel.bind("commandRecords", new CommandRecords(progress));
        // Camel has much to do until it needs the answer.
        Future<Reached> kafka = AccountKeeper.askKafka(cluster);
        try {
            camel.init();
            CamelContext context = camel.getCamelContext();
            CamelHttpTransport transport =
                    new CamelHttpTransport(
                            context,
                            settings.gatewayUrl(),
                            settings.connections(),
                            settings.gatewayTimeout());
            List<SessionObserver> observers = new ArrayList<>(List.of(watchers));
            BridgeMeters meters = new BridgeMeters(registry);
            observers.add(meters);
            observers.add(
                    new AccountMeters(registry, settings.meteredAccounts(), WheelTime.SYSTEM));
            observers.add(new SessionLog());
            AccountBook book = new AccountBook(WheelTime.SYSTEM, settings.consoleTexts());
            if (settings.managementPort() != 0) {
                observers.add(book);
            }
            KafkaRecords records =
                    new KafkaRecords(context, topics, settings.replyTopics(), meters::tooLarge);
            tracing.ifPresent(observers::add);
            meters.showDroppedSpans(() -> tracing.map(spans -> spans.dropped()).orElse(0L));
            context.getRegistry()
                    .bind(
                            "kafkaRecords",
                            tracing.<Processor>map(spans -> new TracedRecords(records, spans))
                                    .orElse(records));
            Gate gate = new Gate(() -> memory.trouble().or(membership::trouble), WheelTime.SYSTEM);
            Sessions sessions =
                    new Sessions(
                            new Surroundings(
                                    new TqqGateway(
                                            transport,
                                            settings.dialect(),
                                            membership.marks(memory.marks()),
                                            WheelTime.SYSTEM),
                                    component,
                                    memory.journal(),
                                    membership.ends(memory.ends()),
                                    gate,
                                    membership.tenure(),
                                    new Observers(observers),
                                    settings.sessions(),
                                    WheelTime.SYSTEM,
                                    new Random()));
            membership.ownership().ifPresent(mine -> mine.of(sessions));
            meters.show(
                    sessions::states,
                    gate,
                    memory::bytes,
                    memory::oldestAge,
                    membership::partitions,
                    unread::isFailing);
            component.setCommands(sessions.commands());
            BridgeHealth health = new BridgeHealth(sessions::states, gate::closed);
            context.getRegistry().bind("qq-health-check", health);
            AccountKeeper keeper =
                    new AccountKeeper(accounts, sessions, cluster, membership, health, settings);
            keeper.awaitFirst(kafka);
            camel.start();
            Optional<Console> console =
                    Management.console(
                            context,
                            settings,
                            book,
                            sessions,
                            gate,
                            meters,
                            memory,
                            new LetterDesk(clients, topics));
            keeper.start();
            return new Bridge(
                    camel, sessions, transport, keeper, memory, membership, console, tracing);
        } catch (Exception e) {
            kafka.cancel(true);
            camel.stop();
            tracing.ifPresent(spans -> spans.close());
            membership.close();
            memory.close();
            throw e instanceof Misconfigured mistake
                    ? mistake
                    : new Misconfigured("the bridge cannot start: " + Reasons.of(Reasons.root(e)));
        }
    }

    /** Found out beforehand, for the HTTP server's own message names neither port nor key. */
    private static void requireFreePort(Settings settings) throws Misconfigured {
        int port = settings.managementPort();
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(settings.get(Key.MANAGEMENT_HOST), port));
        } catch (IOException e) {
            throw new Misconfigured(
                    "cannot listen on %s:%d (%s); choose others with %s and %s"
                            .formatted(
                                    settings.get(Key.MANAGEMENT_HOST),
                                    port,
                                    Reasons.of(e),
                                    Key.MANAGEMENT_HOST.key(),
                                    Key.MANAGEMENT_PORT.key()));
        }
    }

    /** Routes that start elsewhere than at a session are those that bring commands. */
    private void stopCommands() {
        for (Route route : camel.getCamelContext().getRoutes()) {
            if (!(route.getEndpoint() instanceof QqEndpoint)) {
                try {
                    camel.getCamelContext()
                            .getRouteController()
                            .stopRoute(route.getRouteId(), STOP.toSeconds(), TimeUnit.SECONDS);
                } catch (Exception e) {
                    LOG.warn("route {} does not stop: {}", route.getRouteId(), Reasons.of(e));
                }
            }
        }
    }

    /** The sessions it keeps. */
    public Sessions sessions() {
        return sessions;
    }

    /**
     * Stops within seconds, in the order in which nothing is lost: no new commands, then the
     * sessions, whose last events still reach Kafka, then the routes.
     */
    @Override
    public void close() {
        try {
            // Before, so that what waits for an account that is being changed is left and not
            // rejected; and after, for those that were changed meanwhile.
            sessions.releaseCommands();
            keeper.stop();
            sessions.releaseCommands();
            stopCommands();
            sessions.stop(STOP);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        console.ifPresent(Console::close);
        camel.stop();
        transport.close();
        tracing.ifPresent(spans -> spans.close());
        membership.close();
        memory.close();
    }
}
