package io.qqbridge.bench;

import io.qqbridge.app.Key;
import io.qqbridge.bench.Sample.Measure;

import java.util.List;
import java.util.Map;

/** Accounts that are polled every two seconds, one poll in ten bringing three messages. */
final class Idle implements Comparison {
    private static final List<Integer> SIZES = List.of(100, 1, 1_000, 10_000);
    static final Map<Key, String> SETTINGS = Map.of(Key.POLL_MIN, "2s", Key.POLL_MAX, "2s");

    @Override
    public void run(Turns turns) throws Exception {
        turns.among(SIZES, "%,d accounts"::formatted, accounts -> play(accounts, turns))
                .print("Each account polled every 2 s, one poll in ten bringing 3 messages");
    }

    private static Sample play(int accounts, Turns turns) throws Exception {
        try (Stage stage = new Stage(accounts)) {
            stage.supply(3, 0.1);
            String prefix = stage.newTopics("message.v1");
            long start = System.nanoTime();
            try (Play play = new Play(stage, prefix, Contender.bridge(SETTINGS))) {
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
