package io.qqbridge.faults;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;
import java.util.Objects;

/** The bridge is killed at the very moments when a message or a command is in one place only. */
class NamedPointsTest {
    /** Later than the first visit, so that something is on its way already. */
    private static final int VISITS = 20;

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static @Nullable Rig shared;

    @RegisterExtension final Seed seed = new Seed();

    @BeforeAll
    static void start() throws Exception {
        shared = Rig.start(Plan.usual().withJvm(Breakpoint.JVM_OPTION));
    }

    @AfterAll
    static void stop() {
        if (shared != null) {
            shared.close();
        }
    }

    @ParameterizedTest
    @EnumSource(Point.class)
    void nothingIsLostWhenItIsKilledWhere(Point point) throws Exception {
        Rig rig = Objects.requireNonNull(shared);
        Traffic traffic = rig.traffic(200, 100).awaitArriving(1);

        Breakpoint breakpoint = Breakpoint.set(rig.bridge(), point, seed.upTo(VISITS));
        breakpoint.awaitReached(PATIENCE);
        rig.bridge().kill();
        breakpoint.dispose();
        rig.startBridge();
        rig.awaitRunning();

        traffic.awaitArriving(1)
                .settled()
                .print("kill -9 where " + point.name().toLowerCase(java.util.Locale.ROOT), seed)
                .nothingIsLost()
                .answersAgainAtMost(1)
                .commandsTwiceAtMost(0);
    }
}
