package io.qqbridge.faults;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.time.Duration;

/** The bridge is killed, again and again, at any moment, while messages and commands flow. */
class KillsTest {
    private static final Size SIZE = Size.chosen();

    @RegisterExtension final Seed seed = new Seed();

    @Test
    void aGatewayThatReplaysLosesNothingAndSendsNothingTwice() throws Exception {
        killed(Plan.usual())
                .print("kill -9 x " + SIZE.kills() + ", SEQ replay on", seed)
                .nothingIsLost()
                .answersAgainAtMost(SIZE.kills())
                .commandsTwiceAtMost(0);
    }

    @Test
    void aGatewayThatDoesNotReplayLosesAtMostWhatWasOnTheWire() throws Exception {
        Plan plan = Plan.usual().withoutReplay();
        killed(plan)
                .print("kill -9 x " + SIZE.kills() + ", SEQ replay off", seed)
                .nothingIsLostBut(SIZE.kills() * plan.accounts())
                .answersAgainAtMost(SIZE.kills())
                .commandsTwiceAtMost(SIZE.kills());
    }

    private Figures killed(Plan plan) throws Exception {
        try (Rig rig = Rig.start(plan)) {
            Traffic traffic = rig.traffic(400, 40).awaitArriving(1);
            for (int kill = 0; kill < SIZE.kills(); kill++) {
                atAnyMoment(rig);
                rig.bridge().kill();
                rig.startBridge();
            }
            rig.awaitRunning();
            return traffic.awaitSent(SIZE.messages(), SIZE.commands()).settled();
        }
    }

    /** One in five while the bridge still starts, the others while it works. */
    private void atAnyMoment(Rig rig) throws InterruptedException {
        if (seed.upTo(5) > 1) {
            rig.awaitRunning();
        }
        Moment.after(seed.within(Duration.ofSeconds(2)));
    }
}
