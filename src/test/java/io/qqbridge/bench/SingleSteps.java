package io.qqbridge.bench;

import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** What single steps take and allocate, by JMH; a round is a fork. */
final class SingleSteps implements Comparison {
    @Override
    public void run(Turns turns) throws Exception {
        new Runner(
                        new OptionsBuilder()
                                .include("io\\.qqbridge\\.bench\\.micro\\..*")
                                .forks(turns.rounds())
                                .warmupIterations(3)
                                .warmupTime(TimeValue.seconds(1))
                                .measurementIterations(3)
                                .measurementTime(TimeValue.seconds(1))
                                .addProfiler(GCProfiler.class)
                                .build())
                .run();
    }
}
