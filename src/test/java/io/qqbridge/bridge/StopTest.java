package io.qqbridge.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.qqbridge.event.EventKind;
import io.qqbridge.testing.BridgeTest;
import io.qqbridge.testing.KafkaForTests;
import io.qqbridge.testing.RunningBridge;
import io.qqbridge.testing.Seen;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

@BridgeTest
class StopTest {
    private static final int BEFORE = 300;

    private final RunningBridge bridge;
    private final AtomicInteger written = new AtomicInteger();
    private volatile boolean stopped;

    StopTest(KafkaForTests kafka) throws Exception {
        bridge = RunningBridge.on(kafka).gateway(options -> options.withAccounts(3)).start();
        bridge.awaitOnline();
    }

    @AfterAll
    void stop() {
        bridge.close();
    }

    @Test
    void aStopUnderTrafficLosesNothingAndAStartGoesOn() throws Exception {
        List<String> commands = new ArrayList<>();
        Thread traffic = Thread.ofPlatform().start(this::writeUntilStopped);
        bridge.await(EventKind.MESSAGE, BEFORE, message -> true);
        for (int i = 0; i < 50; i++) {
            commands.add(command("command " + i));
        }

        long start = System.nanoTime();
        bridge.stop();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));

        stopped = true;
        traffic.join();
        write();
        int received = handedOver();
        assertThat(received).isBetween(BEFORE, written.get() - 1);
        bridge.await(EventKind.MESSAGE, received, message -> true);

        bridge.start();
        Set<String> all =
                IntStream.range(0, written.get())
                        .mapToObj(i -> "m" + i)
                        .collect(Collectors.toSet());
        bridge.await(EventKind.MESSAGE, written.get(), message -> true);
        assertThat(texts(bridge.seen(EventKind.MESSAGE))).isEqualTo(all);

        commands.forEach(bridge::resultOf);
        assertThat(bridge.control().commands(bridge.account(0)))
                .filteredOn(sent -> sent.path("text").asText().startsWith("command"))
                .extracting(sent -> sent.path("text").asText())
                .as("each once, in order")
                .isEqualTo(IntStream.range(0, 50).mapToObj(i -> "command " + i).toList());
    }

    private void writeUntilStopped() {
        while (!stopped) {
            write();
        }
    }

    private void write() {
        int i = written.getAndIncrement();
        bridge.control().message(bridge.account(i % 3), "20001", "m" + i);
    }

    private String command(String text) throws InterruptedException {
        return bridge.send(
                bridge.account(0),
                "{\"command\": \"send-message\", \"to\": \"560000001\", \"text\": \"%s\"}"
                        .formatted(text));
    }

    private int handedOver() {
        return bridge.control().get("/stats").path("messagesHandedOver").intValue();
    }

    private static Set<String> texts(List<Seen> messages) {
        return messages.stream().map(message -> message.text("text")).collect(Collectors.toSet());
    }
}
