package io.qqbridge.bench;

import static org.awaitility.Awaitility.await;

import io.qqbridge.app.Key;
import io.qqbridge.bench.Sample.Measure;

import java.time.Duration;
import java.util.Map;

/** How soon a bridge that is started has its first message in Kafka. */
final class StartingUp implements Comparison {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(5);
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @Override
    public void run(Turns turns) throws Exception {
        Table table = new Table();
        try (Stage stage = new Stage(1)) {
            stage.supply(1, 1);
            Contender bridge = Contender.bridge(Map.of(Key.POLL_MIN, "500ms"));
            for (int round = 0; round < turns.rounds(); round++) {
                String prefix = stage.newTopics("message.v1");
                long start = System.nanoTime();
                Contender.Running running = bridge.start().on(stage, prefix);
                try (var process = running.process()) {
                    await().atMost(PATIENCE)
                            .pollDelay(Duration.ZERO)
                            .pollInterval(BETWEEN_LOOKS)
                            .until(() -> stage.records(prefix + "message.v1") > 0);
                    double seconds = (System.nanoTime() - start) / 1e9;
                    table.add(
                            process.isAlive() ? bridge.name() : "ended",
                            new Sample().put(Measure.FIRST, seconds));
                }
                stage.forgetSessions();
            }
        }
        table.print("From the start of run to the first message in Kafka");
    }
}
