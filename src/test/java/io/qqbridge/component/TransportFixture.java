package io.qqbridge.component;

import io.qqbridge.gateway.Transport;

import org.apache.camel.impl.DefaultCamelContext;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A transport to a {@link RawGateway}, and what of Camel it needs. */
final class TransportFixture implements AutoCloseable {
    static final String CANARY = "kanarienvogel";

    final RawGateway gateway = new RawGateway();
    final DefaultCamelContext camel = new DefaultCamelContext();
    final CamelHttpTransport transport;

    TransportFixture(int connections, Duration answerTimeout) throws Exception {
        camel.start();
        transport = to(gateway.uri(), connections, answerTimeout);
    }

    CamelHttpTransport to(URI uri, int connections, Duration answerTimeout) throws Exception {
        return new CamelHttpTransport(camel, uri, connections, answerTimeout);
    }

    String post(String line) throws Exception {
        return post(transport, line);
    }

    static String post(Transport transport, String line) throws Exception {
        return new String(
                transport.post(line.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
    }

    /** What a post came to: its exception. */
    static Throwable failure(Transport transport) {
        try {
            byte[] answer =
                    transport.post(("CMD=Login&PS=" + CANARY).getBytes(StandardCharsets.UTF_8));
            throw new AssertionError("it answered with " + answer.length + " bytes");
        } catch (IOException e) {
            return e;
        }
    }

    @Override
    public void close() throws IOException {
        transport.close();
        camel.stop();
        gateway.close();
    }
}
