package io.qqbridge.app;

import io.qqbridge.app.kafka.KafkaCluster;
import io.qqbridge.app.kafka.KafkaCluster.Reached;
import io.qqbridge.gateway.Account;
import io.qqbridge.gateway.Sessions;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the sessions to what the accounts file says, from the moment that Kafka answers: until then
 * nothing is fetched, for it could not be handed over.
 */
final class AccountKeeper implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger("qq.bridge");
    private static final Duration KAFKA_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);

    private final AccountsFile file;
    private final Sessions sessions;
    private final KafkaCluster cluster;
    private final BridgeHealth health;
    private final String bootstrapServers;
    private final Thread thread;

    private AccountKeeper(
            AccountsFile file,
            Sessions sessions,
            KafkaCluster cluster,
            BridgeHealth health,
            String bootstrapServers) {
        this.file = file;
        this.sessions = sessions;
        this.cluster = cluster;
        this.health = health;
        this.bootstrapServers = bootstrapServers;
        this.thread = Thread.ofVirtual().name("accounts").unstarted(this);
    }

    static AccountKeeper start(
            AccountsFile file,
            Sessions sessions,
            KafkaCluster cluster,
            BridgeHealth health,
            Settings settings) {
        AccountKeeper keeper =
                new AccountKeeper(
                        file,
                        sessions,
                        cluster,
                        health,
                        settings.kafka().getOrDefault("bootstrap.servers", ""));
        keeper.thread.start();
        return keeper;
    }

    void stop() throws InterruptedException {
        thread.interrupt();
        thread.join();
    }

    @Override
    public void run() {
        try {
            awaitKafka();
            keepAccounts();
        } catch (InterruptedException e) {
            // The bridge stops; this was its last wish.
            Thread.currentThread().interrupt();
        }
    }

    private void awaitKafka() throws InterruptedException {
        health.waitingFor("Kafka at " + bootstrapServers);
        String said = "";
        while (true) {
            switch (cluster.reach(KAFKA_TIMEOUT)) {
                case Reached.Yes yes -> {
                    report(yes);
                    return;
                }
                case Reached.No no -> said = sayOnce(no.reason(), said);
                case Reached.Never never -> said = sayOnce(never.reason(), said);
            }
            Thread.sleep(BETWEEN_LOOKS);
        }
    }

    private String sayOnce(String reason, String said) {
        if (!reason.equals(said)) {
            LOG.error(
                    "Kafka at {} cannot be reached: {}; nothing is fetched until it answers (key"
                            + " kafka.bootstrap.servers)",
                    bootstrapServers,
                    reason);
        }
        return reason;
    }

    private static void report(Reached.Yes reached) {
        if (!reached.topics().created().isEmpty()) {
            LOG.info("created topics {}", reached.topics().created());
        }
        reached.topics()
                .refused()
                .forEach(
                        (topic, reason) ->
                                LOG.error(
                                        "topic {} is missing and cannot be created: {}; create it,"
                                                + " or allow the bridge to",
                                        topic,
                                        reason));
    }

    private void keepAccounts() throws InterruptedException {
        List<Account> kept = List.of();
        String version = "";
        while (true) {
            String now = file.version();
            if (!now.equals(version)) {
                version = now;
                try {
                    List<Account> accounts = file.read();
                    if (!accounts.equals(kept)) {
                        LOG.info("keeping {} accounts online", accounts.size());
                        sessions.keep(accounts);
                        kept = accounts;
                    }
                } catch (Misconfigured e) {
                    LOG.error("{}; the accounts stay as they were", e.getMessage());
                }
            }
            health.ready();
            Thread.sleep(BETWEEN_LOOKS);
        }
    }
}
