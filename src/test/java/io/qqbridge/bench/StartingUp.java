package io.qqbridge.bench;

import static org.awaitility.Awaitility.await;

import io.qqbridge.app.Key;
import io.qqbridge.bench.Sample.Measure;
import io.qqbridge.testing.Launch;
import io.qqbridge.testing.ProgramProcess;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How soon a bridge that is started has its first message in Kafka: the packaged program, without
 * and with the archive of its classes that the README tells how to make.
 */
final class StartingUp implements Comparison {
    private static final Map<Key, String> SETTINGS = Map.of(Key.POLL_MIN, "500ms");
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(5);
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @Override
    public void run(Turns turns) throws Exception {
        Table table = new Table();
        try (Stage stage = new Stage(1)) {
            stage.supply(1, 1);
            List<Contender> bridges =
                    List.of(
                            Contender.packaged("bridge", SETTINGS, List.of()),
                            Contender.packaged(
                                    "bridge, classes archived",
                                    SETTINGS,
                                    List.of("-XX:SharedArchiveFile=" + archive(stage))));
            for (int round = 0; round < turns.rounds(); round++) {
                for (Contender bridge : bridges) {
                    table.add(bridge.name(), new Sample().put(Measure.FIRST, first(bridge, stage)));
                }
            }
        }
        table.print("From the start of run to the first message in Kafka");
    }

    /** Lets a demo go through the whole program, and keeps the classes that it loaded. */
    private static Path archive(Stage stage) throws IOException, InterruptedException {
        Path folder = stage.newFolder();
        Path archive = folder.resolve("qq-bridge.jsa");
        try (ProgramProcess demo =
                Launch.in(folder)
                        .from(Contender.PROGRAM)
                        .onlyWithJvm(Contender.JVM)
                        .withJvm(
                                List.of(
                                        "-Xmx512m",
                                        "-Xlog:cds=error",
                                        "-XX:ArchiveClassesAtExit=" + archive))
                        .start("demo", "--plain", "--seconds", "10")) {
            if (demo.awaitExit() != 0) {
                throw new IllegalStateException("the demo failed: " + demo.lines());
            }
        }
        return archive;
    }

    /** Seconds to the first message. */
    private static double first(Contender bridge, Stage stage) throws Exception {
        String prefix = stage.newTopics("message.v1");
        long start = System.nanoTime();
        try (ProgramProcess process = bridge.start().on(stage, prefix).process()) {
            await().atMost(PATIENCE)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(BETWEEN_LOOKS)
                    .until(() -> stage.records(prefix + "message.v1") > 0 || !process.isAlive());
            if (!process.isAlive()) {
                throw new IllegalStateException("the bridge ended: " + process.lines());
            }
            return (System.nanoTime() - start) / 1e9;
        } finally {
            stage.forgetSessions();
        }
    }
}
