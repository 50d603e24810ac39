package io.qqbridge.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.qqbridge.app.Key;
import io.qqbridge.event.EventKind;
import io.qqbridge.testing.BridgeTest;
import io.qqbridge.testing.Control;
import io.qqbridge.testing.KafkaForTests;
import io.qqbridge.testing.RunningBridge;
import io.qqbridge.testing.Seen;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** What one account suffers or brings is not felt by the others. */
@BridgeTest
class FairnessTest {
    private static final int ACCOUNTS = 300;

    /** More than all that it takes to be missed by a test that waits. */
    private static final int FOR_EVER_MILLIS = 60_000;

    private final RunningBridge bridge;
    private final String flooded;
    private final String lucky;

    FairnessTest(KafkaForTests kafka) throws Exception {
        bridge =
                RunningBridge.on(kafka)
                        .gateway(options -> options.withAccounts(ACCOUNTS))
                        .setting(Key.START_RATE, "10000")
                        .setting(Key.POLL_MAX, "500ms")
                        .setting(Key.PRESENCE_INTERVAL, "1h")
                        .setting(Key.ROSTER_INTERVAL, "1h")
                        .start();
        flooded = bridge.account(ACCOUNTS - 2);
        lucky = bridge.account(ACCOUNTS - 1);
        await().until(
                        () ->
                                bridge.control().get("/stats").path("accountsOnline").intValue()
                                        == ACCOUNTS);
    }

    @AfterEach
    void mend() {
        bridge.control().delete("/faults");
    }

    @AfterAll
    void stop() {
        bridge.close();
    }

    @Test
    void accountsThatTheGatewayLeavesHangingDoNotHoldUpTheOthers() {
        List<Map<String, ?>> hanging =
                IntStream.range(0, ACCOUNTS - 2)
                        .<Map<String, ?>>mapToObj(
                                i ->
                                        Map.of(
                                                "kind",
                                                "slow",
                                                "command",
                                                "GetMsgEx",
                                                "account",
                                                bridge.account(i),
                                                "delayMs",
                                                FOR_EVER_MILLIS))
                        .toList();
        bridge.control().put("/faults", Control.json(hanging));
        await().untilAsserted(
                        () ->
                                assertThat(bridge.control().get("/faults"))
                                        .allMatch(fault -> fault.path("struck").intValue() > 0));

        bridge.control().message(lucky, "20001", "not held up");

        bridge.await(EventKind.MESSAGE, message -> message.text("text").equals("not held up"));
    }

    @Test
    void anAccountWithAFloodOfMessagesDoesNotHoldUpTheOthers() {
        List<Map<String, String>> flood =
                Collections.nCopies(5_000, Map.of("from", "20001", "text", "flood"));
        bridge.control().post("/accounts/%s/messages".formatted(flooded), Control.json(flood));
        bridge.await(EventKind.MESSAGE, message -> message.key().equals(flooded));

        bridge.control().message(lucky, "20001", "before its end");

        bridge.await(EventKind.MESSAGE, message -> message.text("text").equals("before its end"));
        List<Seen> soFar = bridge.seen(EventKind.MESSAGE);
        assertThat(soFar.stream().filter(message -> message.key().equals(flooded)))
                .hasSizeLessThan(flood.size());
    }
}
