package io.qqbridge.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qqbridge.app.Key;
import io.qqbridge.simulator.Simulator;
import io.qqbridge.simulator.SimulatorOptions;
import io.qqbridge.testing.BridgeTest;
import io.qqbridge.testing.Control;
import io.qqbridge.testing.KafkaForTests;
import io.qqbridge.testing.Ports;
import io.qqbridge.testing.RunningBridge;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;

/** Who reaches the ports that the program opens: nobody but this machine, unless it is told so. */
@BridgeTest
class ListeningTest {
    private final KafkaForTests kafka;
    private final InetAddress another;

    ListeningTest(KafkaForTests kafka) throws Exception {
        this.kafka = kafka;
        another = anotherAddress();
    }

    /** One that others see; on a machine without a network, another of loopback's. */
    private static InetAddress anotherAddress() throws Exception {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(Inet4Address.class::isInstance)
                .filter(address -> !address.isLoopbackAddress())
                .findFirst()
                .orElse(InetAddress.getByName("127.0.0.2"));
    }

    @Test
    void metricsAndHealthAreOnLoopbackAlone() throws Exception {
        assertThat(Key.MANAGEMENT_HOST.byDefault()).isEqualTo("127.0.0.1");
        int port = Ports.free();
        try (RunningBridge bridge =
                RunningBridge.on(kafka)
                        .setting(Key.MANAGEMENT_PORT, Integer.toString(port))
                        .start()) {
            bridge.awaitOnline();
            assertThat(new Control(port).text("/observe/metrics")).contains("qq_sessions");
            isRefused(port);
        }
    }

    @Test
    void metricsAndHealthAreElsewhereWhereASettingSaysSo() throws Exception {
        int port = Ports.free();
        try (RunningBridge bridge =
                RunningBridge.on(kafka)
                        .setting(Key.MANAGEMENT_PORT, Integer.toString(port))
                        .setting(Key.MANAGEMENT_HOST, another.getHostAddress())
                        .start()) {
            bridge.awaitOnline();
            try (Socket socket = connect(another, port)) {
                assertThat(socket.isConnected()).isTrue();
            }
        }
    }

    @Test
    void theSimulatorsControlIsOnLoopbackEvenWhereItsGatewayIsNot() throws Exception {
        SimulatorOptions options = SimulatorOptions.defaults().withPorts(0, 0);
        try (Simulator simulator = Simulator.start(options.withHost(another.getHostAddress()))) {
            new Control(simulator.controlPort()).get("/stats");
            isRefused(simulator.controlPort());
            try (Socket socket = connect(another, simulator.port())) {
                assertThat(socket.isConnected()).isTrue();
            }
        }
        try (Simulator simulator = Simulator.start(options)) {
            isRefused(simulator.port());
        }
    }

    private void isRefused(int port) {
        assertThatThrownBy(() -> connect(another, port).close())
                .isInstanceOf(ConnectException.class);
    }

    private static Socket connect(InetAddress address, int port) throws IOException {
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress(address, port), 2_000);
        return socket;
    }
}
