package io.qqbridge.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.qqbridge.app.Key;
import io.qqbridge.testing.Control;
import io.qqbridge.testing.Moment;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** As many accounts as the bridge's JVM is set up for, when all of them have to wait. */
class CrowdTest {
    private static final int ACCOUNTS = 10_000;

    /** What ships. */
    private static final String JVM = "@" + Path.of("src/main/jvm/qq-bridge.jvm").toAbsolutePath();

    private static final Duration TROUBLE = Duration.ofSeconds(20);

    @RegisterExtension final Seed seed = new Seed();

    @Test
    void itsMemorySufficesWhenTheGatewayHangsAndWhenKafkaStandsStill() throws Exception {
        Plan plan =
                Plan.usual()
                        .withAccounts(ACCOUNTS)
                        .withJvm(JVM, "-XX:TieredStopAtLevel=4")
                        .with(Key.START_RATE, "1000")
                        .with(Key.POLL_MIN, "2s")
                        .with(Key.POLL_MAX, "2s");
        try (Rig rig = Rig.start(plan)) {
            Traffic traffic = rig.traffic(500, 0).awaitArriving(1_000);
            rig.control()
                    .put(
                            "/faults",
                            Control.json(List.of(Map.of("kind", "slow", "delayMs", 15_000))));
            Moment.after(TROUBLE);
            rig.control().delete("/faults");
            traffic.awaitArriving(1_000);

            rig.brokers().single().freeze();
            Moment.after(TROUBLE);
            rig.brokers().single().thaw();
            traffic.settled().print("ten thousand accounts wait", seed).nothingIsLost();
            assertThat(rig.bridge().isAlive()).isTrue();
            assertThat(rig.allAreOnline()).isTrue();
        }
    }
}
