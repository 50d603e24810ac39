package io.qqbridge.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.qqbridge.app.kafka.KafkaClients;
import io.qqbridge.app.kafka.LetterFilter;
import io.qqbridge.app.kafka.Place;
import io.qqbridge.app.kafka.Replay;
import io.qqbridge.app.kafka.Replay.End;
import io.qqbridge.app.kafka.Replay.Fate;
import io.qqbridge.event.EventKind;
import io.qqbridge.testing.RunningBridge;
import io.qqbridge.testing.Seen;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The dead letters of a running bridge, their replay, and what came of it. */
record DeadLetters(RunningBridge bridge) {
    static final Fate TAKEN = new Fate.Taken();

    /** Those of an account. */
    static LetterFilter ofAccount(String account) {
        return new LetterFilter(account, null, null, null, null, null);
    }

    /** The one at a place. */
    static LetterFilter at(String place) {
        return new LetterFilter(null, null, null, null, null, Place.parse(place).orElseThrow());
    }

    /** All of these, but what was replayed or may have been carried out. */
    static Replay.Plan plan(LetterFilter filter, boolean dryRun) {
        return new Replay.Plan(filter, Long.MAX_VALUE, false, false, dryRun);
    }

    /** Where a letter lies. */
    static String place(Seen letter) {
        return letter.record().partition() + ":" + letter.record().offset();
    }

    /** Waits for the letter that a command became, by its {@code ce_id} or place. */
    Seen of(String id) {
        return bridge.await(EventKind.DEAD, dead -> id.equals(dead.header("ce_causationid")));
    }

    /** Replays as {@link #plan} says. */
    Map<String, Fate> replay(LetterFilter filter, boolean dryRun) throws Exception {
        return replay(filter, plan -> plan(plan.filter(), dryRun));
    }

    /**
     * Replays by a plan made of that for a dry run.
     *
     * @return what became of each letter, by its place, in order
     */
    Map<String, Fate> replay(LetterFilter filter, UnaryOperator<Replay.Plan> change)
            throws Exception {
        Map<String, Fate> fates = new LinkedHashMap<>();
        End end =
                new Replay(clients(), bridge.topics(), change.apply(plan(filter, true)))
                        .run((letter, fate) -> fates.put(letter.place().toString(), fate));
        assertThat(end).isInstanceOf(End.Done.class);
        return fates;
    }

    /** Waits for the command that the letter at a place was replayed as. */
    Seen replayed(String place) {
        return bridge.reader()
                .await(
                        bridge.topics().command(),
                        command -> place.equals(command.header("qq_replayed")));
    }

    /** The commands so far that the letter at a place was replayed as. */
    List<Seen> replays(String place) {
        return bridge.reader().seen(bridge.topics().command()).stream()
                .filter(command -> place.equals(command.header("qq_replayed")))
                .toList();
    }

    /** Clients of its Kafka. */
    KafkaClients clients() {
        return new KafkaClients(Map.of("bootstrap.servers", bridge.kafka().bootstrapServers()));
    }
}
