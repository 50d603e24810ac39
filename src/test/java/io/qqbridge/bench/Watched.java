package io.qqbridge.bench;

import io.qqbridge.app.Key;
import io.qqbridge.bench.Sample.Measure;
import io.qqbridge.testing.Collector;

import java.util.HashMap;
import java.util.Map;

/**
 * What it costs to look: ten thousand accounts while nobody does, and with a console open and
 * metrics scraped, in turns in one process; then the same with everything traced.
 */
final class Watched implements Comparison {
    private static final int ACCOUNTS = 10_000;

    @Override
    public void run(Turns turns) throws Exception {
        Table table = new Table();
        try (Stage stage = new Stage(ACCOUNTS);
                Collector collector = new Collector()) {
            stage.supply(3, 0.1);
            Map<Key, String> settings = new HashMap<>(Idle.SETTINGS);
            settings.put(Key.START_RATE, "1000");
            settings.put(Key.CONSOLE_TEXTS, "true");
            settings.put(Key.LOG_FORMAT, "json");
            play(stage, Contender.bridge("bridge", settings), turns, table);
            settings.put(Key.TRACING_ENDPOINT, collector.url());
            play(stage, Contender.bridge("traced", settings), turns, table);
        }
        table.print("10,000 accounts, each polled every 2 s, with and without onlookers");
    }

    private static void play(Stage stage, Contender contender, Turns turns, Table table)
            throws Exception {
        String prefix = stage.newTopics("message.v1");
        try (Play play = new Play(stage, prefix, contender)) {
            play.awaitAllOnline();
            play.warmUp();
            for (int round = 0; round < turns.rounds(); round++) {
                table.add(contender.name(), watch(stage, play, turns));
                try (Onlookers onlookers = play.onlookers()) {
                    onlookers.awaitSight();
                    table.add(contender.name() + ", watched", watch(stage, play, turns));
                }
            }
        }
    }

    private static Sample watch(Stage stage, Play play, Turns turns) throws Exception {
        return play.watch(turns, Measure.MESSAGES, () -> stage.records(play.topic("message.v1")));
    }
}
