package io.qqbridge.bench;

import io.qqbridge.app.Key;

import java.util.List;
import java.util.Map;

/**
 * Five times as many accounts as the bridge is shipped for, each polled five times less often: as
 * many polls as ten thousand have, and what the rest costs.
 */
final class Crowd implements Comparison {
    private static final Map<Key, String> SETTINGS =
            Map.of(Key.POLL_MIN, "10s", Key.POLL_MAX, "10s");

    /** Five times the bounds of {@code qq-bridge.jvm}. */
    private static final List<String> JVM = List.of("-Xmx1920m", "-XX:MaxNewSize=350m");

    private static final List<Idle.Load> LOADS =
            List.of(new Idle.Load(50_000, Contender.bridge(SETTINGS, JVM)));

    @Override
    public void run(Turns turns) throws Exception {
        turns.among(LOADS, Idle.Load::name, load -> Idle.play(load, turns))
                .print("Each account polled every 10 s, one poll in ten bringing 3 messages");
    }
}
