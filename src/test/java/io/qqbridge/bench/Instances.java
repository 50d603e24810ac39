package io.qqbridge.bench;

import io.qqbridge.app.Key;
import io.qqbridge.bench.Sample.Measure;
import io.qqbridge.testing.Moment;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What one, two and three instances carry that may use a third of a core each, and what the same
 * accounts cost where the work is light. Beside them one that is alone: it notes nothing in Kafka.
 */
final class Instances implements Comparison {
    private static final int ACCOUNTS = 3_000;
    private static final double CORES = 0.33;
    private static final Duration WATCHED = Duration.ofSeconds(15);

    private static final Map<Key, String> BUSY =
            Map.of(
                    Key.POLL_MIN, "0ms",
                    Key.POLL_MAX, "1s",
                    Key.START_RATE, "1000",
                    Key.GATEWAY_CONNECTIONS, "500");

    /** So many, and whether they know of each other. */
    private record Crew(int size, boolean isShared) {
        String title() {
            return isShared ? size + (size == 1 ? " instance" : " instances") : "one, alone";
        }
    }

    private static final List<Crew> CREWS =
            List.of(new Crew(1, false), new Crew(1, true), new Crew(2, true), new Crew(3, true));

    @Override
    public void run(Turns turns) throws Exception {
        turns.among(CREWS, Crew::title, crew -> busy(crew))
                .print(
                        "Saturated receiving, %,d accounts, %s of a core for each instance"
                                .formatted(ACCOUNTS, CORES));
        turns.among(CREWS, Crew::title, crew -> idle(crew))
                .print(
                        "%,d accounts, each polled every 2 s, one poll in ten bringing 3 messages"
                                .formatted(ACCOUNTS));
    }

    private static Sample busy(Crew crew) throws Exception {
        try (Stage stage = new Stage(ACCOUNTS);
                Parts parts = new Parts(stage, crew, BUSY, 1)) {
            // Only now: who starts with a third of a core takes long to find out what is hot.
            parts.limit();
            Moment.after(WATCHED);
            return parts.watch();
        }
    }

    private static Sample idle(Crew crew) throws Exception {
        try (Stage stage = new Stage(ACCOUNTS);
                Parts parts = new Parts(stage, crew, Idle.SETTINGS, 0.1)) {
            return parts.watch();
        }
    }

    /** The instances on a stage. */
    private static final class Parts implements AutoCloseable {
        private final Stage stage;
        private final String prefix;
        private final List<Play> plays = new ArrayList<>();
        private final List<CpuLimit> limits = new ArrayList<>();

        /** Starts them, and lets them become warm. */
        Parts(Stage stage, Crew crew, Map<Key, String> settings, double share) throws Exception {
            this.stage = stage;
            stage.supply(3, share);
            this.prefix = stage.newTopics("message.v1", "command.v1");
            for (int i = 0; i < crew.size(); i++) {
                Map<Key, String> own = new HashMap<>(settings);
                if (crew.isShared()) {
                    own.put(Key.CLUSTER_MEMBER, "bridge-" + i);
                }
                plays.add(new Play(stage, prefix, Contender.bridge("instance " + i, own)));
            }
            plays.getFirst().awaitAllOnline();
            for (Play play : plays) {
                play.warmUp();
            }
        }

        void limit() throws Exception {
            for (Play play : plays) {
                limits.add(new CpuLimit(play.pid(), CORES));
            }
        }

        /** What they do together; of memory and lateness that of the one that has most. */
        Sample watch() throws Exception {
            List<Vitals> vitals = new ArrayList<>();
            try {
                for (Play play : plays) {
                    vitals.add(new Vitals(play.pid()));
                }
                List<Latency> late = late();
                List<Vitals.Reading> before = readings(vitals);
                long polls = stage.asked("GetMsgEx");
                long messages = stage.records(prefix + "message.v1");
                long start = System.nanoTime();
                Moment.after(WATCHED);
                double seconds = (System.nanoTime() - start) / 1e9;
                List<Vitals.Reading> after = readings(vitals);
                long came = stage.records(prefix + "message.v1") - messages;
                double cpu = cpu(after) - cpu(before);
                List<Latency> lateNow = late();
                double latest = 0;
                for (int i = 0; i < late.size(); i++) {
                    latest = Math.max(latest, lateNow.get(i).since(late.get(i)).percentile(0.99));
                }
                return new Sample()
                        .put(Measure.POLLS, (stage.asked("GetMsgEx") - polls) / seconds)
                        .put(Measure.MESSAGES, came / seconds)
                        .put(Measure.CPU_EACH, 1000 * cpu / came)
                        .put(Measure.CORES, cpu / seconds)
                        .put(Measure.LATE, latest)
                        .put(
                                Measure.RSS,
                                after.stream()
                                                .map(Vitals.Reading::residentBytes)
                                                .max(Comparator.naturalOrder())
                                                .orElseThrow()
                                        / 1e6);
            } finally {
                for (Vitals each : vitals) {
                    each.close();
                }
            }
        }

        private List<Latency> late() {
            return plays.stream().map(play -> play.latency("qq_poll_late_seconds", "")).toList();
        }

        private static List<Vitals.Reading> readings(List<Vitals> vitals) throws Exception {
            List<Vitals.Reading> readings = new ArrayList<>();
            for (Vitals each : vitals) {
                readings.add(each.read());
            }
            return readings;
        }

        private static double cpu(List<Vitals.Reading> readings) {
            return readings.stream().mapToDouble(Vitals.Reading::cpuSeconds).sum();
        }

        @Override
        public void close() throws IOException {
            for (Play play : plays) {
                play.close();
            }
            for (CpuLimit limit : limits) {
                limit.close();
            }
        }
    }
}
