package io.qqbridge.app;

import io.qqbridge.app.kafka.KafkaClients;
import io.qqbridge.app.kafka.Topics;
import io.qqbridge.cluster.NotedEnds;
import io.qqbridge.cluster.NotedMarks;
import io.qqbridge.cluster.NotedSource;
import io.qqbridge.cluster.Notes;
import io.qqbridge.cluster.Ownership;
import io.qqbridge.cluster.Ownership.Share;
import io.qqbridge.cluster.Shares;
import io.qqbridge.component.WheelTime;
import io.qqbridge.gateway.CommandEnds;
import io.qqbridge.gateway.CommandSource;
import io.qqbridge.gateway.Marks;
import io.qqbridge.gateway.Tenure;

import java.time.Duration;
import java.util.Optional;

/**
 * This process among others that share the accounts, or alone.
 *
 * @param name its own in the group; empty where it is alone
 */
record Membership(String name, Optional<Ownership> ownership, Optional<Notes> notes)
        implements AutoCloseable {
    private static final Duration KAFKA_TIMEOUT = Duration.ofSeconds(10);

    static Membership of(Settings settings, Topics topics) {
        String name = settings.get(Key.CLUSTER_MEMBER);
        if (name.isEmpty()) {
            return new Membership("", Optional.empty(), Optional.empty());
        }
        KafkaClients clients = new KafkaClients(settings.kafka());
        Notes notes =
                new Notes(topics.notes(), clients::notes, () -> clients.reader(KAFKA_TIMEOUT));
        Ownership ownership = new Ownership(notes, WheelTime.SYSTEM);
        return new Membership(name, Optional.of(ownership), Optional.of(notes));
    }

    Shares shares() {
        return ownership.<Shares>map(mine -> mine).orElse(Shares.ALONE);
    }

    Tenure tenure() {
        return ownership.<Tenure>map(mine -> mine).orElse(Tenure.ALL);
    }

    /** How many partitions' accounts are this process's; 0 where it is alone. */
    int partitions() {
        return ownership.map(mine -> mine.ours().partitions().size()).orElse(0);
    }

    /** Why nothing may be fetched. */
    Optional<String> trouble() {
        return ownership.flatMap(Ownership::trouble);
    }

    /**
     * Whose accounts are to be kept; what it was before, until the group has come to rest; empty
     * where that was nothing. Alone there is but one answer.
     */
    Optional<Share> share(Optional<Share> before) {
        return ownership
                .map(mine -> mine.isAtRest() ? Optional.of(mine.ours()) : before)
                .orElse(Optional.of(Share.ALL));
    }

    /** Whether an account is one of this share. */
    boolean keeps(Share share, String account) {
        return ownership.map(mine -> mine.keeps(share, account)).orElse(true);
    }

    /** The accounts of this share are about to be kept: learns what there is to know. */
    void prepare(Share share) {
        ownership.ifPresent(mine -> mine.learn(share));
    }

    /** Their sessions are there. */
    void serves(Share share) {
        ownership.ifPresent(mine -> mine.serves(share));
    }

    Marks marks(Marks own) {
        return notes.<Marks>map(
                        all ->
                                new NotedMarks(
                                        own, all, () -> trouble().isEmpty(), WheelTime.SYSTEM))
                .orElse(own);
    }

    CommandEnds ends(CommandEnds own) {
        return notes.<CommandEnds>map(all -> new NotedEnds(own, all)).orElse(own);
    }

    CommandSource source(CommandSource own) {
        return ownership
                .<CommandSource>map(mine -> new NotedSource(own, mine, notes.orElseThrow()))
                .orElse(own);
    }

    @Override
    public void close() {
        notes.ifPresent(Notes::close);
    }
}
