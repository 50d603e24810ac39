package io.qqbridge.bench;

import io.qqbridge.app.Key;
import io.qqbridge.bench.Sample.Measure;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A thousand accounts poll without a pause, and each poll brings three messages. */
final class Receiving implements Comparison {
    private static final int ACCOUNTS = 1_000;
    private static final Map<Key, String> SETTINGS =
            Map.of(
                    Key.POLL_MIN, "0ms",
                    Key.POLL_MAX, "1s",
                    Key.START_RATE, "1000",
                    Key.GATEWAY_CONNECTIONS, Integer.toString(ACCOUNTS));

    @Override
    public void run(Turns turns) throws Exception {
        List<Contender> contenders =
                List.of(
                        Contender.bare(BareReceiving.class, Duration.ZERO),
                        Contender.bridge(SETTINGS),
                        Contender.bridgeWithoutJournal(SETTINGS));
        try (Stage stage = new Stage(ACCOUNTS)) {
            stage.supply(3, 1);
            turns.among(contenders, Contender::name, each -> play(stage, each, turns))
                    .print("Saturated receiving, 1,000 accounts, 3 messages a poll");
        }
    }

    private static Sample play(Stage stage, Contender contender, Turns turns) throws Exception {
        String prefix = stage.newTopics("message.v1");
        try (Play play = new Play(stage, prefix, contender)) {
            play.awaitAllOnline();
            play.warmUp();
            return play.collected(
                    play.watch(
                            turns,
                            Measure.MESSAGES,
                            () -> stage.records(play.topic("message.v1"))));
        }
    }
}
