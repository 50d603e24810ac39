package io.qqbridge.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;

class SimulatorTest {
    @Test
    void aPortThatIsTakenIsNamed() throws Exception {
        try (TestGateway first = new TestGateway()) {
            int taken = first.simulator.port();

            assertThatThrownBy(() -> Simulator.start(TestGateway.SILENT.withPorts(taken, 0)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("127.0.0.1:" + taken);
            assertThatThrownBy(() -> Simulator.start(TestGateway.SILENT.withPorts(0, taken)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("127.0.0.1:" + taken);
        }
    }

    @Test
    void aClosedSimulatorGivesItsPortsBack() throws Exception {
        TestGateway first = new TestGateway();
        int port = first.simulator.port();
        int controlPort = first.simulator.controlPort();
        first.close();

        try (TestGateway second =
                new TestGateway(TestGateway.SILENT.withPorts(port, controlPort))) {
            assertThat(second.loggedIn(0).poll()).isEmpty();
        }
    }

    @Test
    void accountsAreNumberedFromTheFirst() throws Exception {
        try (TestGateway gateway =
                new TestGateway(TestGateway.SILENT.withFirstUin(29501213).withAccounts(2))) {
            assertThat(gateway.simulator.accounts()).containsExactly("29501213", "29501214");
        }
    }

    @Test
    void tenThousandAccountsAreThereWithinASecond() {
        long before = System.nanoTime();
        World world = new World(SimulatorOptions.defaults().withAccounts(10_000));

        assertThat(world.accounts()).hasSize(10_000);
        assertThat(world.contacts()).hasSize(50_000);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void optionsThatMakeNoSenseAreNamed() {
        SimulatorOptions defaults = SimulatorOptions.defaults();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> defaults.withPorts(70000, 0))
                .withMessage("--port must be 0 to 65535, not 70000");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> defaults.withAccounts(0))
                .withMessage("--accounts must be 1 to 1000000, not 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> defaults.withFirstUin(10000))
                .withMessageStartingWith("--first-uin must be 10001 to ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> defaults.withSilence(Duration.ZERO, Duration.ofSeconds(1)))
                .withMessage("--sign-of-life must be 1 to 2147483647 seconds, not PT0S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> defaults.withRefusing(2).withCaptcha(2))
                .withMessage("--refusing and --captcha together must be at most --accounts");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> defaults.withChatterPerSecond(Double.NaN))
                .withMessage("--chatter must be 0 to 1000000, not NaN");
    }
}
