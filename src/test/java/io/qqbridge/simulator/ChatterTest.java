package io.qqbridge.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.qqbridge.protocol.Message;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What simulated contacts do of their own accord. */
class ChatterTest {
    @Test
    void contactsWriteComeAndGoAndAskToBeAdded() throws Exception {
        List<Message> seen = new ArrayList<>();
        try (TestGateway gateway = new TestGateway(TestGateway.SILENT.withChatterPerSecond(100))) {
            TestClient anna = gateway.loggedIn(0);
            await().pollInterval(Duration.ofMillis(60))
                    .until(
                            () -> {
                                gateway.clock.move(Duration.ofSeconds(1));
                                seen.addAll(anna.poll());
                                return seen.stream().anyMatch(m -> m.type() == Message.ASKED)
                                        && seen.stream().anyMatch(m -> m.type() == Message.SYSTEM)
                                        && seen.stream().anyMatch(m -> m.type() == Message.USER);
                            });
        }
        assertThat(seen).allMatch(message -> message.from().startsWith("56000"));
    }

    @Test
    void aContactAnswersWhenChatterIsOn() throws Exception {
        // So seldom that within the test nothing comes but answers.
        try (TestGateway gateway =
                new TestGateway(TestGateway.SILENT.withChatterPerSecond(0.001))) {
            TestClient anna = gateway.loggedIn(0);

            await().until(
                            () -> {
                                anna.send("560000002", "还在吗?");
                                return anna.poll().stream()
                                        .anyMatch(m -> m.from().equals("560000002"));
                            });
        }
    }

    @Test
    void nobodyIsBotheredWhoIsNotLoggedIn() throws Exception {
        try (TestGateway gateway = new TestGateway(TestGateway.SILENT.withChatterPerSecond(1000))) {
            gateway.loggedIn(0);
            await().pollInterval(Duration.ofMillis(60))
                    .until(
                            () -> {
                                gateway.clock.move(Duration.ofSeconds(1));
                                return gateway.control("/accounts/10001").get("queued").asInt()
                                        > 100;
                            });

            assertThat(gateway.control("/accounts/10002").get("queued").asInt()).isZero();
        }
    }

    @Test
    void theRateCanBeChangedWhileItRuns() throws Exception {
        try (TestGateway gateway = new TestGateway()) {
            gateway.loggedIn(0);
            gateway.control("PUT", "/chatter", "{\"perSecond\": 50}");

            await().pollInterval(Duration.ofMillis(60))
                    .until(
                            () -> {
                                gateway.clock.move(Duration.ofSeconds(1));
                                return gateway.control("/accounts/10001").get("queued").asInt() > 0;
                            });
        }
    }
}
