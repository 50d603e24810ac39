package io.qqbridge.app.kafka;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * What the other side of a port speaks. Kafka's clients cannot tell: one that speaks plain text to
 * a port with TLS takes the first bytes of the refusal for a length, and asks for 336 MB of memory.
 */
enum Listener {
    /** TLS: it answers a plain question with an alert. */
    TLS,
    /** Kafka's protocol without TLS. */
    PLAIN,
    /** Nobody listens, or nobody answers. */
    SILENT;

    private static final int CONNECT_MILLIS = 1_000;
    private static final int ANSWER_MILLIS = 5_000;

    /** A broker that is busy, or about to stop, may close a connection without a word. */
    private static final int TRIES = 3;

    private static final short API_VERSIONS = 18;
    private static final int TLS_ALERT = 0x15;

    /** Asks the first of these servers that takes a connection for the versions it knows. */
    static Listener at(String bootstrapServers) {
        for (String server : bootstrapServers.split(",", -1)) {
            int colon = server.lastIndexOf(':');
            String port = server.substring(colon + 1).strip();
            if (colon > 0 && port.matches("[0-9]{1,5}") && Integer.parseInt(port) <= 65_535) {
                String host = server.substring(0, colon).strip();
                for (int i = 0; i < TRIES; i++) {
                    Listener speaks = ask(new InetSocketAddress(host, Integer.parseInt(port)));
                    if (speaks != SILENT) {
                        return speaks;
                    }
                }
            }
        }
        return SILENT;
    }

    private static Listener ask(InetSocketAddress address) {
        try (Socket socket = new Socket()) {
            socket.connect(address, CONNECT_MILLIS);
            socket.setSoTimeout(ANSWER_MILLIS);
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            // ApiVersions, version 0: every broker answers it before anybody has to log in.
            out.writeInt(10);
            out.writeShort(API_VERSIONS);
            out.writeShort(0);
            out.writeInt(0);
            out.writeShort(0);
            out.flush();
            return switch (new DataInputStream(socket.getInputStream()).read()) {
                case TLS_ALERT -> TLS;
                case 0 -> PLAIN;
                default -> SILENT;
            };
        } catch (IOException e) {
            // Nobody there, which Kafka's own client will say.
            return SILENT;
        }
    }
}
