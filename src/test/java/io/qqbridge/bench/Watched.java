package io.qqbridge.bench;

import io.qqbridge.app.Key;
import io.qqbridge.bench.Sample.Measure;
import io.qqbridge.testing.Collector;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * What it costs to look, at ten thousand accounts. Two bridges share them at the same time, so that
 * what the machine does meanwhile strikes both: one with all of it off, and one with metrics,
 * console, texts, JSON logs and tracing, looked at by people and their tools. Halfway they change
 * places.
 */
final class Watched implements Comparison {
    private static final int ACCOUNTS = 10_000;
    private static final String OFF = "all off";
    private static final String ON = "all on, watched";

    @Override
    public void run(Turns turns) throws Exception {
        Table table = new Table();
        try (Collector collector = new Collector()) {
            Map<String, Map<Key, String>> settings = Map.of(OFF, off(), ON, on(collector.url()));
            sideBySide(OFF, ON, settings, turns, table);
            sideBySide(ON, OFF, settings, turns, table);
        }
        table.print("2 x 5,000 accounts, each polled every 2 s, without and with onlookers");
    }

    private static Map<Key, String> off() {
        Map<Key, String> off = new HashMap<>(Idle.SETTINGS);
        off.put(Key.MANAGEMENT_PORT, "0");
        off.put(Key.METERED_ACCOUNTS, "0");
        return off;
    }

    private static Map<Key, String> on(String collector) {
        Map<Key, String> on = new HashMap<>(Idle.SETTINGS);
        on.put(Key.CONSOLE_TEXTS, "true");
        on.put(Key.LOG_FORMAT, "json");
        on.put(Key.TRACING_ENDPOINT, collector);
        return on;
    }

    private static void sideBySide(
            String first,
            String second,
            Map<String, Map<Key, String>> settings,
            Turns turns,
            Table table)
            throws Exception {
        try (Stage stage = new Stage(ACCOUNTS)) {
            stage.supply(3, 0.1);
            List<String> uins = stage.uins();
            try (Play one = play(stage, first, settings, uins.subList(0, ACCOUNTS / 2));
                    Play other =
                            play(stage, second, settings, uins.subList(ACCOUNTS / 2, ACCOUNTS));
                    ExecutorService two = Executors.newVirtualThreadPerTaskExecutor()) {
                one.awaitAllOnline();
                try (Onlookers onlookers = (first.equals(ON) ? one : other).onlookers()) {
                    onlookers.awaitSight();
                    one.warmUp();
                    other.warmUp();
                    for (int round = 0; round < turns.rounds(); round++) {
                        Future<Sample> meanwhile = two.submit(look(stage, other, turns));
                        table.add(first, look(stage, one, turns).call());
                        table.add(second, meanwhile.get());
                    }
                }
            }
        }
    }

    private static Play play(
            Stage stage, String name, Map<String, Map<Key, String>> settings, List<String> uins)
            throws Exception {
        return new Play(
                stage,
                stage.newTopics("message.v1"),
                Contender.bridgeOf(uins, name, Objects.requireNonNull(settings.get(name))));
    }

    private static Callable<Sample> look(Stage stage, Play play, Turns turns) {
        String topic = play.topic("message.v1");
        return () -> play.watch(turns, Measure.MESSAGES, () -> stage.records(topic));
    }
}
