package io.qqbridge.fuzz;

import java.time.Duration;

/** Fuzzes one target in a process that does nothing else, so that what it holds is the target's. */
final class FuzzProcess {
    private FuzzProcess() {}

    /**
     * Prints how it went, or what was found, and exits with 1 then.
     *
     * @param arguments the target's name, the seed, the milliseconds that it takes
     */
    public static void main(String[] arguments) throws Exception {
        Target target =
                Targets.ALL.stream()
                        .filter(each -> each.name().equals(arguments[0]))
                        .findFirst()
                        .orElseThrow();
        long seed = Long.parseLong(arguments[1]);
        Duration time = Duration.ofMillis(Long.parseLong(arguments[2]));
        try {
            System.out.println(new Fuzzing(target, seed, Fuzzing.NEVER_ENDS).run(time));
        } catch (AssertionError finding) {
            finding.printStackTrace();
            System.exit(1);
        }
    }
}
