package io.qqbridge.bench;

import io.qqbridge.app.Key;
import io.qqbridge.bench.Sample.Measure;

import java.util.List;
import java.util.Map;

/** More commands than can be sent lie in the topic, for a thousand accounts. */
final class Sending implements Comparison {
    private static final int ACCOUNTS = 1_000;
    private static final int COMMANDS = 8_000_000;
    private static final Map<Key, String> SETTINGS =
            Map.of(
                    Key.POLL_MIN, "10s",
                    Key.POLL_MAX, "10s",
                    Key.START_RATE, "1000",
                    Key.GATEWAY_CONNECTIONS, Integer.toString(ACCOUNTS));

    @Override
    public void run(Turns turns) throws Exception {
        List<Contender> contenders =
                List.of(
                        Contender.bareWithSameClient("bare consumer", BareSending.class, ""),
                        Contender.bareWithSameClient(
                                "bare, results too", BareSending.class, BareSending.RESULTS),
                        Contender.bridge(SETTINGS));
        try (Stage stage = new Stage(ACCOUNTS)) {
            turns.among(contenders, Contender::name, each -> play(stage, each, turns))
                    .print("Saturated sending, 1,000 accounts, 8 partitions");
        }
    }

    private static Sample play(Stage stage, Contender contender, Turns turns) throws Exception {
        String prefix = stage.newTopics("command.v1", "result.v1");
        stage.write(prefix + "command.v1", COMMANDS);
        long before = stage.asked("CLTMSG");
        try (Play play = new Play(stage, prefix, contender)) {
            play.awaitAllOnline();
            play.warmUp();
            Sample sample = play.watch(turns, Measure.COMMANDS, () -> stage.asked("CLTMSG"));
            if (stage.asked("CLTMSG") - before >= COMMANDS) {
                throw new IllegalStateException("there were too few commands to measure");
            }
            return play.collected(sample);
        } finally {
            stage.deleteTopics(prefix);
        }
    }
}
