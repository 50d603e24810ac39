package io.qqbridge.bench;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/** Runs comparisons by name, or all of them. */
@Command(name = "bench", mixinStandardHelpOptions = true)
final class Benchmark implements Callable<Integer> {
    private static final Map<String, Supplier<Comparison>> ALL = all();

    @Parameters(
            description =
                    "receive, send, delay, idle, crowd, watched, instances, hour, start, steps, pace; all where"
                            + " none is named")
    private List<String> names = List.of();

    @Option(names = "--rounds", description = "of each comparison; default ${DEFAULT-VALUE}")
    private int rounds = 5;

    @Option(names = "--profile", description = "says too what the time is spent on")
    private boolean profile;

    private static Map<String, Supplier<Comparison>> all() {
        Map<String, Supplier<Comparison>> all = new LinkedHashMap<>();
        all.put("receive", Receiving::new);
        all.put("send", Sending::new);
        all.put("delay", Delay::new);
        all.put("idle", Idle::new);
        all.put("crowd", Crowd::new);
        all.put("watched", Watched::new);
        all.put("instances", Instances::new);
        all.put("hour", Hour::new);
        all.put("start", StartingUp::new);
        all.put("steps", SingleSteps::new);
        all.put("pace", PollingPlot::new);
        return all;
    }

    /** The arguments are names of comparisons, and options. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Benchmark()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        for (String name : names.isEmpty() ? ALL.keySet() : names) {
            Supplier<Comparison> comparison = ALL.get(name);
            if (comparison == null) {
                System.err.printf("no comparison %s; there are %s%n", name, ALL.keySet());
                return 2;
            }
            comparison.get().run(new Turns(rounds, profile));
        }
        return 0;
    }
}
