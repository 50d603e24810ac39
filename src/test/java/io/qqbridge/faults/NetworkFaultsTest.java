package io.qqbridge.faults;

import io.qqbridge.app.Key;
import io.qqbridge.faults.FlakyProxy.Mood;
import io.qqbridge.testing.Moment;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** The network between the bridge and the gateway fails for a while. */
class NetworkFaultsTest {
    private static final Size SIZE = Size.chosen();

    private static @Nullable Rig shared;

    @RegisterExtension final Seed seed = new Seed();

    @BeforeAll
    static void start() throws Exception {
        shared = Rig.start(Plan.usual().with(Key.GATEWAY_TIMEOUT, "2s"));
    }

    @AfterAll
    static void stop() {
        if (shared != null) {
            shared.close();
        }
    }

    static List<Mood> moods() {
        return List.of(
                new Mood.Cut(),
                new Mood.Late(Duration.ofMillis(500)),
                new Mood.Dripping(Duration.ofSeconds(1)),
                new Mood.Breaking(40));
    }

    @ParameterizedTest
    @MethodSource("moods")
    void nothingIsLostWhenTheNetworkIs(Mood mood) throws Exception {
        Rig rig = Objects.requireNonNull(shared);
        Traffic traffic = rig.traffic(200, 20).awaitArriving(1);
        rig.network().become(mood);
        Moment.after(SIZE.badNetwork());
        rig.network().become(new Mood.Good());
        traffic.awaitArriving(1)
                .settled()
                .print("network " + mood + " for " + SIZE.badNetwork(), seed)
                .nothingIsLost()
                .commandsTwiceAtMost(0);
    }
}
