package io.qqbridge.app;

import io.qqbridge.app.kafka.KafkaCluster;
import io.qqbridge.app.kafka.KafkaCluster.Reached;
import io.qqbridge.cluster.Ownership.Share;
import io.qqbridge.gateway.Account;
import io.qqbridge.gateway.Sessions;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/**
 * Keeps the sessions to what the accounts file says, and in a cluster to what of it is ours, from
 * the moment that Kafka answers: until then nothing is fetched, for it could not be handed over.
 */
final class AccountKeeper implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger("qq.bridge");
    private static final String WHERE = "kafka.bootstrap.servers";
    private static final Duration KAFKA_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);

    private final AccountsFile file;
    private final Sessions sessions;
    private final KafkaCluster cluster;
    private final Membership membership;
    private final BridgeHealth health;
    private final String bootstrapServers;
    private final Thread thread;
    private volatile boolean reached;
    private String said = "";
    private boolean unheard;

    AccountKeeper(
            AccountsFile file,
            Sessions sessions,
            KafkaCluster cluster,
            Membership membership,
            BridgeHealth health,
            Settings settings) {
        this.file = file;
        this.sessions = sessions;
        this.cluster = cluster;
        this.membership = membership;
        this.health = health;
        this.bootstrapServers = settings.kafka().getOrDefault("bootstrap.servers", "");
        this.thread = Thread.ofVirtual().name("accounts").unstarted(this);
        health.waitingFor("Kafka at " + bootstrapServers);
    }

    /** Begins to ask Kafka once, and to create the topics if it answers. */
    static Future<Reached> askKafka(KafkaCluster cluster) {
        return cluster.reaching(KAFKA_TIMEOUT);
    }

    /**
     * Waits for what {@link #askKafka} finds.
     *
     * @throws Misconfigured when Kafka never can answer, with these settings
     */
    void awaitFirst(Future<Reached> answer)
            throws Misconfigured, InterruptedException, ExecutionException {
        switch (answer.get()) {
            case Reached.Yes yes -> reached(yes);
            case Reached.No no -> say(no.reason(), WHERE);
            case Reached.Never never ->
                    throw new Misconfigured(
                            "Kafka at %s: %s; mend %s"
                                    .formatted(bootstrapServers, never.reason(), never.keys()));
        }
    }

    void start() {
        thread.start();
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
        while (!reached) {
            Thread.sleep(BETWEEN_LOOKS);
            switch (cluster.reach(KAFKA_TIMEOUT)) {
                case Reached.Yes yes -> reached(yes);
                case Reached.No no -> say(no.reason(), WHERE);
                case Reached.Never never -> say(never.reason(), never.keys());
            }
        }
    }

    private void say(String reason, String keys) {
        if (!reason.equals(said)) {
            said = reason;
            LOG.error(
                    "Kafka at {} cannot be reached: {}; nothing is fetched until it answers (mend"
                            + " {})",
                    bootstrapServers,
                    reason,
                    keys);
        }
    }

    private void reached(Reached.Yes yes) {
        reached = true;
        if (!yes.topics().created().isEmpty()) {
            LOG.info("created topics {}", yes.topics().created());
        }
        yes.topics()
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
        @Nullable List<Account> kept = null;
        Optional<Share> share = Optional.empty();
        String version = "";
        String seen = file.version();
        String mistake = "";
        while (true) {
            String now = file.version();
            // Half a file can look like one with fewer accounts.
            boolean isWritten = now.equals(seen);
            seen = now;
            Optional<Share> ours = membership.share(share);
            if (isWritten && ours.isPresent() && !(now.equals(version) && ours.equals(share))) {
                try {
                    List<Account> accounts = read(ours.get());
                    membership.prepare(ours.get());
                    if (!accounts.equals(kept)) {
                        LOG.info("keeping {} accounts online", accounts.size());
                    }
                    sessions.keep(accounts, () -> membership.serves(ours.get()));
                    kept = accounts;
                    version = now;
                    share = ours;
                    mistake = "";
                } catch (Misconfigured | RuntimeException e) {
                    // Read again until it is mended, and said once: a file may be in the making.
                    if (!mistake.equals(Reasons.of(e))) {
                        mistake = Reasons.of(e);
                        LOG.error("{}; the accounts stay as they were", mistake);
                    }
                }
            }
            sessions.deliverForFormer();
            health.ready();
            sayWhetherHeard();
            Thread.sleep(BETWEEN_LOOKS);
        }
    }

    /** The journal and those who wait for Kafka speak for themselves. */
    private void sayWhetherHeard() {
        Optional<String> trouble = membership.trouble();
        if (trouble.isPresent() && !unheard) {
            LOG.warn("nothing is fetched: {}", trouble.get());
        } else if (trouble.isEmpty() && unheard) {
            LOG.info("Kafka hears of this instance again");
        }
        unheard = trouble.isPresent();
    }

    /** Those of this share, and not of what it has become meanwhile: that is learned first. */
    private List<Account> read(Share share) throws Misconfigured {
        return file.read().stream()
                .filter(account -> membership.keeps(share, account.uin()))
                .toList();
    }
}
