package io.qqbridge.bench;

import io.qqbridge.app.Key;
import io.qqbridge.bench.Sample.Measure;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** How long after it was read Kafka has a message, at a thousand messages a second. */
final class Delay implements Comparison {
    private static final int ACCOUNTS = 200;
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final Map<Key, String> SETTINGS =
            Map.of(
                    Key.POLL_MIN, PAUSE.toMillis() + "ms",
                    Key.POLL_MAX, PAUSE.toMillis() + "ms",
                    Key.START_RATE, "1000");

    @Override
    public void run(Turns turns) throws Exception {
        List<Contender> contenders =
                List.of(
                        Contender.bare(BareReceiving.class, PAUSE),
                        Contender.bridge(SETTINGS),
                        Contender.bridgeWithoutJournal(SETTINGS));
        try (Stage stage = new Stage(ACCOUNTS)) {
            stage.supply(1, 1);
            turns.among(contenders, Contender::name, each -> play(stage, each, turns))
                    .print(
                            "From an answer read to Kafka's acknowledgement, 1,000 messages/s, 200 accounts");
        }
    }

    private static Sample play(Stage stage, Contender contender, Turns turns) throws Exception {
        String prefix = stage.newTopics("message.v1");
        try (Play play = new Play(stage, prefix, contender)) {
            play.awaitAllOnline();
            play.warmUp();
            Latency before = play.latency("qq_delivery_seconds", "");
            Sample sample =
                    play.watch(
                            turns, Measure.MESSAGES, () -> stage.records(play.topic("message.v1")));
            sample.put(play.latency("qq_delivery_seconds", "").since(before));
            return play.collected(sample);
        }
    }
}
