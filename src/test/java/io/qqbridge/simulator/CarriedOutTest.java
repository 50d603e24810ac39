package io.qqbridge.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.qqbridge.protocol.Request;

import org.junit.jupiter.api.Test;

class CarriedOutTest {
    @Test
    void aCrowdThatSendsMillionsFillsNoMemory() {
        CarriedOut carriedOut = new CarriedOut(1_000);

        send(1_000, carriedOut);

        assertThat(carriedOut.total()).isEqualTo(1_000);
        assertThat(carriedOut.latest()).hasSize(200);
        assertThat(carriedOut.latest().getFirst().number()).isEqualTo(801);
    }

    @Test
    void fewAccountsHaveTenThousandEach() {
        CarriedOut carriedOut = new CarriedOut(2);

        send(10_001, carriedOut);

        assertThat(carriedOut.latest()).hasSize(10_000);
        assertThat(carriedOut.latest().getLast().seq()).isEqualTo("10001");
    }

    private static void send(int commands, CarriedOut carriedOut) {
        for (int i = 1; i <= commands; i++) {
            carriedOut.add(Integer.toString(i), new Request.Command.CltMsg("560000001", "text"));
        }
    }
}
