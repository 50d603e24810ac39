package io.qqbridge.bench;

import io.qqbridge.app.Key;
import io.qqbridge.bench.Sample.Measure;
import io.qqbridge.testing.Collector;

import java.util.HashMap;
import java.util.Map;

/**
 * What it costs to look, at ten thousand accounts: with all of it off; with metrics and the console
 * while nobody looks and while somebody does, in turns in one process; and the same traced.
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
            settings.put(Key.MANAGEMENT_PORT, "0");
            settings.put(Key.METERED_ACCOUNTS, "0");
            try (Watch off = new Watch(stage, turns, table, "all off", settings)) {
                for (int round = 0; round < turns.rounds(); round++) {
                    off.look();
                }
            }
            settings.remove(Key.MANAGEMENT_PORT);
            settings.remove(Key.METERED_ACCOUNTS);
            settings.put(Key.CONSOLE_TEXTS, "true");
            settings.put(Key.LOG_FORMAT, "json");
            onAndWatched(new Watch(stage, turns, table, "on", settings), turns);
            settings.put(Key.TRACING_ENDPOINT, collector.url());
            onAndWatched(new Watch(stage, turns, table, "traced", settings), turns);
        }
        table.print("10,000 accounts, each polled every 2 s, with and without onlookers");
    }

    private static void onAndWatched(Watch started, Turns turns) throws Exception {
        try (Watch bridge = started) {
            for (int round = 0; round < turns.rounds(); round++) {
                bridge.look();
                bridge.lookBesideOthers();
            }
        }
    }

    /** A bridge that is warm. */
    private static final class Watch implements AutoCloseable {
        private final Stage stage;
        private final Turns turns;
        private final Table table;
        private final String name;
        private final String topic;
        private final Play play;

        Watch(Stage stage, Turns turns, Table table, String name, Map<Key, String> settings)
                throws Exception {
            this.stage = stage;
            this.turns = turns;
            this.table = table;
            this.name = name;
            String prefix = stage.newTopics("message.v1");
            play = new Play(stage, prefix, Contender.bridge(name, settings));
            topic = play.topic("message.v1");
            play.awaitAllOnline();
            play.warmUp();
        }

        void look() throws Exception {
            look(name);
        }

        void lookBesideOthers() throws Exception {
            try (Onlookers onlookers = play.onlookers()) {
                onlookers.awaitSight();
                look(name + ", watched");
            }
        }

        private void look(String title) throws Exception {
            table.add(title, play.watch(turns, Measure.MESSAGES, () -> stage.records(topic)));
        }

        @Override
        public void close() {
            play.close();
        }
    }
}
