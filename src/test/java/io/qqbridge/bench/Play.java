package io.qqbridge.bench;

import static org.awaitility.Awaitility.await;

import io.qqbridge.bench.Sample.Measure;
import io.qqbridge.testing.Control;
import io.qqbridge.testing.Moment;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One contender's turn on a stage: it starts, warms up, and is watched for a while. */
final class Play implements AutoCloseable {
    private static final Duration LEAST_WARM_UP = Duration.ofSeconds(20);
    private static final Duration LONGEST_WARM_UP = Duration.ofMinutes(4);
    private static final Duration LOOK = Duration.ofSeconds(5);

    /** What its compilers may still work in one look: 3 % of a core. */
    private static final Duration COMPILED = LOOK.multipliedBy(3).dividedBy(100);

    /** So many looks in a row, as long as it is watched: they rest for a moment long before. */
    private static final int RESTING = 3;

    private static final Duration WATCHED = Duration.ofSeconds(15);
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Stage stage;
    private final String prefix;
    private final String name;
    private final Contender.Running running;

    /** Something that is counted, ever. */
    interface Counter {
        long count() throws Exception;
    }

    Play(Stage stage, String prefix, Contender contender) throws Exception {
        this.stage = stage;
        this.prefix = prefix;
        this.name = contender.name();
        this.running = contender.start().on(stage, prefix);
        awaitLine("running");
    }

    void awaitLine(String text) {
        running.process().awaitLine(line -> line.contains(text));
    }

    /** Waits until the gateway has a session of every account. */
    void awaitAllOnline() {
        await().atMost(PATIENCE).until(() -> stage.online() == stage.accounts());
    }

    long pid() {
        return running.process().pid();
    }

    String topic(String name) {
        return prefix + name;
    }

    /**
     * Lets its JVM find out what is hot, until its compilers rest: more code takes them longer, and
     * what runs for months is not to be measured by what they cost in its first minute.
     */
    void warmUp() throws Exception {
        Moment.after(LEAST_WARM_UP);
        long end = System.nanoTime() + LONGEST_WARM_UP.minus(LEAST_WARM_UP).toNanos();
        try (Vitals vitals = new Vitals(running.process().pid())) {
            Duration compiled = vitals.compiled();
            for (int rests = 0; rests < RESTING && System.nanoTime() < end; ) {
                Duration before = compiled;
                Moment.after(LOOK);
                compiled = vitals.compiled();
                rests = compiled.minus(before).compareTo(COMPILED) > 0 ? 0 : rests + 1;
            }
        }
    }

    /** How much of something is done in a while, and what it costs. */
    Sample watch(Turns turns, Measure rate, Counter counter) throws Exception {
        try (Vitals vitals = new Vitals(running.process().pid())) {
            long polls = stage.asked("GetMsgEx");
            long done = counter.count();
            Vitals.Reading before = vitals.read();
            long start = System.nanoTime();
            Profile profile = turns.profiled() ? vitals.profile() : null;
            Moment.after(WATCHED);
            double seconds = (System.nanoTime() - start) / 1e9;
            double things = (double) (counter.count() - done);
            Vitals.Reading after = vitals.read();
            if (profile != null) {
                profile.print(name);
            }
            return new Sample()
                    .put(Measure.POLLS, (stage.asked("GetMsgEx") - polls) / seconds)
                    .put(rate, things / seconds)
                    .between(before, after, seconds, things);
        }
    }

    /**
     * Waits for so long.
     *
     * @return bytes of memory that it held meanwhile, on average: between two collections it holds
     *     more and more
     */
    double residentIn(Duration span) throws Exception {
        List<Long> seen = new ArrayList<>();
        long end = System.nanoTime() + span.toNanos();
        try (Vitals vitals = new Vitals(running.process().pid())) {
            while (System.nanoTime() < end) {
                Moment.after(LOOK);
                seen.add(vitals.read().residentBytes());
            }
        }
        return seen.stream().mapToLong(Long::longValue).average().orElseThrow();
    }

    /** Adds what is left on the heap: last of all, for everything waits while that is found out. */
    Sample collected(Sample sample) throws Exception {
        try (Vitals vitals = new Vitals(running.process().pid())) {
            return sample.put(Measure.HEAP, vitals.heapAfterCollection() / 1e6);
        }
    }

    /** Begins to look at it, as people and their tools do. */
    Onlookers onlookers() {
        return new Onlookers(running.management());
    }

    /** What a meter of its shows now; of the bare loop too. */
    Latency latency(String meter, String label) {
        return Latency.scraped(
                new Control(running.management()).text("/observe/metrics"), meter, label);
    }

    @Override
    public void close() {
        running.process().close();
        stage.forgetSessions();
    }
}
