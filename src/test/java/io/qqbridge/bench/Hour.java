package io.qqbridge.bench;

import io.qqbridge.bench.Sample.Measure;

import java.time.Duration;

/**
 * Whether ten thousand accounts take more and more of something: one long round, with the memory of
 * all the ten minutes before each look. Nothing is collected for the sake of the table.
 */
final class Hour implements Comparison {
    private static final int ACCOUNTS = 10_000;
    private static final Duration BETWEEN_LOOKS = Duration.ofMinutes(10);
    private static final int LOOKS = 6;

    @Override
    public void run(Turns turns) throws Exception {
        Table table = new Table();
        try (Stage stage = new Stage(ACCOUNTS)) {
            stage.supply(3, 0.1);
            String prefix = stage.newTopics("message.v1");
            try (Play play = new Play(stage, prefix, Contender.bridge(Idle.SETTINGS))) {
                play.awaitAllOnline();
                for (int look = 1; look <= LOOKS; look++) {
                    double resident = play.residentIn(BETWEEN_LOOKS);
                    Sample sample =
                            play.watch(
                                    turns,
                                    Measure.MESSAGES,
                                    () -> stage.records(play.topic("message.v1")));
                    table.add(
                            "after %d min".formatted(look * BETWEEN_LOOKS.toMinutes()),
                            sample.put(Measure.RSS, resident / 1e6));
                }
            }
        }
        table.print("An hour of 10,000 accounts, each polled every 2 s");
    }
}
