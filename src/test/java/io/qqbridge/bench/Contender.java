package io.qqbridge.bench;

import io.qqbridge.app.Key;
import io.qqbridge.testing.Launch;
import io.qqbridge.testing.Ports;
import io.qqbridge.testing.ProgramProcess;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Somebody who does the work, in a process of its own.
 *
 * @param name in the table
 * @param start starts it on a stage
 */
record Contender(String name, Start start) {
    /** As the README wants the bridge to be run. */
    static final List<String> JVM =
            List.of("@" + Path.of("src/main/jvm/qq-bridge.jvm").toAbsolutePath());

    /** The packaged program, with its libraries and routes beside it. */
    static final Path PROGRAM = Path.of("target/bench/qq-bridge.jar").toAbsolutePath();

    /** How it is started. */
    interface Start {
        /** Starts it; its topics begin with the prefix. */
        Running on(Stage stage, String prefix) throws IOException;
    }

    /**
     * It runs, or will soon.
     *
     * @param management the port on which it shows its meters
     */
    record Running(ProgramProcess process, int management) {}

    /** The bridge, with its journal. */
    static Contender bridge(Map<Key, String> settings) {
        return bridge("bridge", settings);
    }

    /** The bridge, without a journal. */
    static Contender bridgeWithoutJournal(Map<Key, String> settings) {
        Map<Key, String> without = new HashMap<>(settings);
        without.put(Key.JOURNAL_DIR, "");
        return bridge("bridge, no journal", without);
    }

    /** The bridge with these settings, under this name. */
    static Contender bridge(String name, Map<Key, String> settings) {
        return bridge(name, settings, Stage::uins, launch -> launch);
    }

    /** The bridge, with these options of the JVM after those it is shipped with. */
    static Contender bridge(Map<Key, String> settings, List<String> jvm) {
        return bridge("bridge", settings, Stage::uins, launch -> launch.withJvm(jvm));
    }

    /** The bridge of these accounts alone. */
    static Contender bridgeOf(List<String> uins, String name, Map<Key, String> settings) {
        return bridge(name, settings, stage -> uins, launch -> launch);
    }

    /** The bridge as it is packaged, with these options of the JVM too. */
    static Contender packaged(String name, Map<Key, String> settings, List<String> jvm) {
        return bridge(name, settings, Stage::uins, launch -> launch.from(PROGRAM).withJvm(jvm));
    }

    private static Contender bridge(
            String name,
            Map<Key, String> settings,
            Function<Stage, List<String>> uins,
            UnaryOperator<Launch> how) {
        return new Contender(
                name,
                (stage, prefix) -> {
                    Map<Key, String> all = new HashMap<>(settings);
                    all.put(Key.TOPICS_PREFIX, prefix);
                    all.putIfAbsent(Key.MANAGEMENT_PORT, Integer.toString(Ports.free()));
                    int management = Integer.parseInt(all.get(Key.MANAGEMENT_PORT));
                    // A roster asked for in the middle would be somebody else's work.
                    all.putIfAbsent(Key.ROSTER_INTERVAL, "24h");
                    all.putIfAbsent(Key.PRESENCE_INTERVAL, "24h");
                    return new Running(
                            how.apply(
                                            Launch.in(stage.configured(all, uins.apply(stage)))
                                                    .onlyWithJvm(JVM))
                                    .start("run"),
                            management);
                });
    }

    /** The least code that does the same, with such a pause between an account's questions. */
    static Contender bare(Class<?> loop, Duration pause) {
        return bare("bare loop", loop, pause, BareHttp.Kind.ASYNC, "");
    }

    /**
     * The same with the HTTP client that the bridge has.
     *
     * @param wish what the loop is to do besides; the last of its arguments
     */
    static Contender bareWithSameClient(String name, Class<?> loop, String wish) {
        return bare(name, loop, Duration.ZERO, BareHttp.Kind.BLOCKING, wish);
    }

    private static Contender bare(
            String name, Class<?> loop, Duration pause, BareHttp.Kind client, String wish) {
        return new Contender(
                name,
                (stage, prefix) -> {
                    int management = Ports.free();
                    return new Running(
                            Launch.in(Path.of("").toAbsolutePath())
                                    .withMain(loop)
                                    .onlyWithJvm(JVM)
                                    .start(
                                            Integer.toString(stage.gatewayPort()),
                                            stage.bootstrapServers(),
                                            prefix,
                                            Integer.toString(stage.accounts()),
                                            Integer.toString(management),
                                            Long.toString(pause.toMillis()),
                                            client.name(),
                                            wish),
                            management);
                });
    }
}
