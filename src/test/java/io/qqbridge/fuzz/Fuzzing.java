package io.qqbridge.fuzz;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Mutates and reads, for a time, on a thread of its own, which the caller's watches: an input that
 * throws, takes longer than its length allows, or never ends is a finding, and so is memory or an
 * open file that stays.
 */
final class Fuzzing {
    /** Of the processor's time, so that a busy machine makes no findings: this for any input … */
    private static final Duration ANY = Duration.ofMillis(500);

    /** … and this for each of its bytes: two seconds for a megabyte, minutes if it is quadratic. */
    private static final int NANOS_A_BYTE = 2_000;

    /** Of wall time; what takes longer than this is taken to wait for ever. */
    static final Duration NEVER_ENDS = Duration.ofSeconds(30);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

    private final Target target;
    private final long seed;
    private final Duration neverEnds;
    private final Corpus corpus;
    private final Mutator mutator;
    private volatile byte[] current = new byte[0];
    private volatile long since;
    private volatile @Nullable Throwable broken;
    private long inputs;
    private long slowest;
    private long busy;

    Fuzzing(Target target, long seed, Duration neverEnds) {
        this.target = target;
        this.seed = seed;
        this.neverEnds = neverEnds;
        this.corpus = new Corpus(target.seeds());
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        this.mutator = new Mutator(random, target.tokens());
    }

    /** Fuzzes, and says how it went. */
    String run(Duration time) throws InterruptedException, IOException {
        long start = System.nanoTime();
        since = start;
        Thread worker =
                Thread.ofPlatform()
                        .daemon()
                        .name("fuzz-" + target.name())
                        .unstarted(() -> work(time));
        worker.start();
        while (!worker.join(BETWEEN_LOOKS)) {
            if (System.nanoTime() - since > neverEnds.toNanos()) {
                throw Findings.of(
                        target,
                        seed,
                        current,
                        "does not end" + Findings.stack(worker.getStackTrace()));
            }
        }
        if (broken != null) {
            AssertionError found = Findings.of(target, seed, current, String.valueOf(broken));
            found.initCause(broken);
            throw found;
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        return ("fuzz %s: seed %d, %,d inputs in %.1f s (%,.0f a second; %,.0f a second of the"
                        + " processor's time), %d kinds, the slowest took %.1f ms")
                .formatted(
                        target.name(),
                        seed,
                        inputs,
                        seconds,
                        inputs / seconds,
                        inputs / (busy / 1e9),
                        corpus.kinds(),
                        slowest / 1e6);
    }

    private void work(Duration time) {
        try {
            for (byte[] input : target.seeds()) {
                read(input);
            }
            // Classes are loaded and caches filled in the first tenth; what stays after it counts.
            mutate(time.dividedBy(10));
            Footprint before = footprint();
            mutate(time.minus(time.dividedBy(10)));
            footprint().requireNoMoreThan(before);
        } catch (Throwable e) {
            broken = e;
        }
    }

    private Footprint footprint() {
        Footprint footprint = Footprint.now(corpus.bytes());
        since = System.nanoTime();
        return footprint;
    }

    private void mutate(Duration time) throws Exception {
        long start = System.nanoTime();
        while (System.nanoTime() - start < time.toNanos()) {
            read(mutator.mutate(corpus.inputs()));
        }
    }

    private void read(byte[] input) throws Exception {
        current = input;
        since = System.nanoTime();
        long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        String kind = target.read(input);
        long took = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;
        if (took > ANY.toNanos() + (long) NANOS_A_BYTE * input.length) {
            throw new AssertionError("takes %d ms".formatted(took / 1_000_000));
        }
        busy += took;
        slowest = Math.max(slowest, took);
        inputs++;
        corpus.offer(input, kind);
    }
}
