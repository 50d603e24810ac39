package io.qqbridge.bench;

import io.qqbridge.app.Key;
import io.qqbridge.bench.Sample.Measure;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Accounts that are polled every two seconds, one poll in ten bringing three messages. */
final class Idle implements Comparison {
    static final Map<Key, String> SETTINGS = Map.of(Key.POLL_MIN, "2s", Key.POLL_MAX, "2s");

    /** A hundred first: what grows from there is a ratio to it. */
    private static final List<Load> LOADS =
            List.of(
                    bridge(100),
                    bridge(1),
                    bridge(1_000),
                    bridge(10_000),
                    new Load(10_000, Contender.bare(BareReceiving.class, Duration.ofSeconds(2))));

    /** Somebody, with so many accounts. */
    record Load(int accounts, Contender contender) {
        String name() {
            return "%,d accounts, %s".formatted(accounts, contender.name());
        }
    }

    private static Load bridge(int accounts) {
        return new Load(accounts, Contender.bridge(SETTINGS));
    }

    @Override
    public void run(Turns turns) throws Exception {
        turns.among(LOADS, Load::name, load -> play(load, turns))
                .print("Each account polled every 2 s, one poll in ten bringing 3 messages");
    }

    /** One turn of one of them. */
    static Sample play(Load load, Turns turns) throws Exception {
        try (Stage stage = new Stage(load.accounts())) {
            stage.supply(3, 0.1);
            String prefix = stage.newTopics("message.v1");
            long start = System.nanoTime();
            try (Play play = new Play(stage, prefix, load.contender())) {
                play.awaitAllOnline();
                double last = (System.nanoTime() - start) / 1e9;
                play.warmUp();
                Latency before = play.latency("qq_poll_late_seconds", "");
                Sample sample =
                        play.watch(
                                turns,
                                Measure.MESSAGES,
                                () -> stage.records(play.topic("message.v1")));
                Latency late = play.latency("qq_poll_late_seconds", "").since(before);
                sample.put(Measure.LAST, last).put(Measure.LATE, late.percentile(0.99));
                return play.collected(sample);
            }
        }
    }
}
