package io.qqbridge.app;

import io.qqbridge.app.kafka.KafkaClients;
import io.qqbridge.app.kafka.KafkaCluster;
import io.qqbridge.app.kafka.KafkaCluster.Reached;
import io.qqbridge.component.CamelHttpTransport;
import io.qqbridge.component.WheelTime;
import io.qqbridge.gateway.Account;
import io.qqbridge.gateway.Marks;
import io.qqbridge.gateway.Session;
import io.qqbridge.gateway.tqq.TqqGateway;

import org.apache.camel.impl.DefaultCamelContext;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;

/** {@code check}: tries everything once and says how to mend what is wrong. */
@Command(
        name = "check",
        description = {
            "Reads the configuration, tries Kafka and the gateway once, and says what is wrong.",
            "Logs no account in and fetches no message; makes topics that are missing. Exit code 0 when all is well, else 1."
        },
        mixinStandardHelpOptions = true)
public final class CheckCommand implements Callable<Integer> {
    private static final Duration KAFKA_TIMEOUT = Duration.ofSeconds(5);

    @Mixin private ConfigOption config = new ConfigOption();
    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        Settings settings = config.settings();
        List<Account> accounts = new AccountsFile(settings.accountsFile()).read();
        PrintWriter out = spec.commandLine().getOut();
        out.printf("configuration  ok, %d accounts%n", accounts.size());
        boolean kafka = kafka(settings, out);
        boolean gateway = gateway(settings, accounts, out);
        out.flush();
        return kafka && gateway ? 0 : 1;
    }

    private static boolean kafka(Settings settings, PrintWriter out) throws Exception {
        String servers = settings.kafka().getOrDefault("bootstrap.servers", "");
        KafkaCluster cluster =
                new KafkaCluster(
                        new KafkaClients(settings.kafka()),
                        settings.topics(),
                        settings.partitions());
        return switch (cluster.reach(KAFKA_TIMEOUT)) {
            case Reached.Yes yes when yes.topics().refused().isEmpty() -> {
                out.printf(
                        "Kafka          ok, %s%s%n",
                        servers,
                        yes.topics().created().isEmpty()
                                ? ", all topics are there"
                                : ", created topics " + yes.topics().created());
                yield true;
            }
            case Reached.Yes yes -> {
                out.printf(
                        "Kafka          topics %s are missing and cannot be created: %s;"
                                + " create them, or allow the bridge to%n",
                        yes.topics().refused().keySet(),
                        yes.topics().refused().values().iterator().next());
                yield false;
            }
            case Reached.No no -> {
                out.printf(
                        "Kafka          %s cannot be reached: %s;"
                                + " start it, or mend kafka.bootstrap.servers%n",
                        servers, no.reason());
                yield false;
            }
            case Reached.Never never -> {
                out.printf(
                        "Kafka          %s: %s; mend %s%n", servers, never.reason(), never.keys());
                yield false;
            }
        };
    }

    /** A sign of life of the first account: it changes nothing, whether it is logged in or not. */
    private static boolean gateway(Settings settings, List<Account> accounts, PrintWriter out)
            throws Exception {
        if (accounts.isEmpty()) {
            out.println("gateway        not tried, for there is no account; add one");
            return false;
        }
        try (DefaultCamelContext context = new DefaultCamelContext();
                CamelHttpTransport transport =
                        new CamelHttpTransport(
                                context, settings.gatewayUrl(), 1, settings.gatewayTimeout())) {
            Session session =
                    new TqqGateway(
                                    transport,
                                    settings.dialect(),
                                    Marks.inMemory(Marks.first(new Random())),
                                    WheelTime.SYSTEM)
                            .session(accounts.getFirst());
            if (session.stayAlive() instanceof Session.Alive.Unreachable no) {
                out.printf(
                        "gateway        %s: %s; start it, or mend qq.gateway.url or"
                                + " qq.gateway.version%n",
                        settings.gatewayUrl(), no.reason());
                return false;
            }
            out.printf("gateway        ok, %s%n", settings.gatewayUrl());
            return true;
        }
    }
}
