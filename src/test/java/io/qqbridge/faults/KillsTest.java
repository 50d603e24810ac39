package io.qqbridge.faults;

import io.qqbridge.testing.Moment;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.time.Duration;

/** The bridge is killed, again and again, at any moment, while messages and commands flow. */
class KillsTest {
    private static final Size SIZE = Size.chosen();

    /** Of so many lines alike the log shows no more, but how many there were a minute later. */
    private static final int FLOOD = 10;

    @RegisterExtension final Seed seed = new Seed();

    @Test
    void aGatewayThatReplaysLosesNothingAndSendsNothingTwice() throws Exception {
        try (Rig rig = Rig.start(Plan.usual())) {
            killed(rig)
                    .print("kill -9 x " + SIZE.kills() + ", SEQ replay on", seed)
                    .nothingIsLost()
                    .answersAgainAtMost(SIZE.kills())
                    .commandsTwiceAtMost(0);
        }
    }

    @Test
    void aGatewayThatDoesNotReplayLosesAtMostWhatWasOnTheWireAndTheBridgeTells() throws Exception {
        Plan plan = Plan.usual().withoutReplay();
        try (Rig rig = Rig.start(plan)) {
            Figures figures = killed(rig);
            int told =
                    rig
                            .instance(0)
                            .timesSaidInEachLife(
                                    "an answer of the gateway, with what was in it, may be lost")
                            .stream()
                            .mapToInt(lines -> lines < FLOOD ? lines : plan.accounts())
                            .sum();
            figures.print(
                            "kill -9 x %d, SEQ replay off, %d answers told to be lost"
                                    .formatted(SIZE.kills(), told),
                            seed)
                    .nothingIsLostBut(Math.min(told, SIZE.kills() * plan.accounts()))
                    .answersAgainAtMost(SIZE.kills())
                    .commandsTwiceAtMost(SIZE.kills());
        }
    }

    private Figures killed(Rig rig) throws Exception {
        Traffic traffic = rig.traffic(400, 40).awaitArriving(1);
        for (int kill = 0; kill < SIZE.kills(); kill++) {
            atAnyMoment(rig);
            rig.bridge().kill();
            rig.startBridge();
        }
        rig.awaitRunning();
        return traffic.awaitSent(SIZE.messages(), SIZE.commands()).settled();
    }

    /** One in five while the bridge still starts, the others while it works. */
    private void atAnyMoment(Rig rig) throws InterruptedException {
        if (seed.upTo(5) > 1) {
            rig.awaitRunning();
        }
        Moment.after(seed.within(Duration.ofSeconds(2)));
    }
}
