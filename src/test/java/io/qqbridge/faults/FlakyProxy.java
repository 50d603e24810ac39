package io.qqbridge.faults;

import io.qqbridge.testing.Moment;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.StandardSocketOptions;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A network that fails on request: everything on the way to a port of this machine. */
final class FlakyProxy implements AutoCloseable {
    /** What it does to connections, new and old. */
    sealed interface Mood {
        /** Passes everything on. */
        record Good() implements Mood {}

        /** Resets every connection at once. */
        record Cut() implements Mood {}

        /** Passes everything on, so much later. */
        record Late(Duration by) implements Mood {}

        /** Passes answers on one byte at a time, with so much time between. */
        record Dripping(Duration every) implements Mood {}

        /** Resets a connection in its answer, after so many bytes. */
        record Breaking(int afterBytes) implements Mood {}
    }

    private final int target;
    private final ServerSocket server;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile Mood mood = new Mood.Good();

    FlakyProxy(int target) throws IOException {
        this.target = target;
        this.server = new ServerSocket(0, 1_000, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /** How it is from now on. */
    void become(Mood next) throws IOException {
        mood = next;
        if (next instanceof Mood.Cut) {
            for (Socket socket : open) {
                reset(socket);
            }
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket client = server.accept();
                open.add(client);
                Thread.ofVirtual().start(() -> connect(client));
            }
        } catch (SocketException e) {
            // close() asked for it.
            return;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void connect(Socket client) {
        try (client;
                Socket gateway = new Socket(InetAddress.getLoopbackAddress(), target)) {
            open.add(gateway);
            gateway.setTcpNoDelay(true);
            client.setTcpNoDelay(true);
            if (mood instanceof Mood.Cut) {
                reset(client);
                return;
            }
            Thread requests = Thread.ofVirtual().start(() -> pump(client, gateway, false));
            pump(gateway, client, true);
            requests.join();
            open.remove(gateway);
        } catch (IOException e) {
            // A connection that ends badly is what this is for.
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(client);
        }
    }

    /** Until either side ends; then both do. */
    private void pump(Socket from, Socket to, boolean answers) {
        byte[] buffer = new byte[16 * 1024];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            int count = in.read(buffer);
            while (count >= 0) {
                pass(buffer, count, to, out, answers);
                count = in.read(buffer);
            }
            from.close();
            to.close();
        } catch (IOException e) {
            reset(from);
            reset(to);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void pass(byte[] bytes, int count, Socket to, OutputStream out, boolean answers)
            throws IOException, InterruptedException {
        switch (mood) {
            case Mood.Good good -> out.write(bytes, 0, count);
            case Mood.Cut cut -> reset(to);
            case Mood.Late late -> {
                Moment.after(late.by());
                out.write(bytes, 0, count);
            }
            case Mood.Dripping dripping -> drip(bytes, count, out, dripping, answers);
            case Mood.Breaking breaking -> {
                int passed = answers ? Math.min(count, breaking.afterBytes()) : count;
                out.write(bytes, 0, passed);
                if (passed < count) {
                    throw new IOException("broken on request");
                }
            }
        }
    }

    private void drip(
            byte[] bytes, int count, OutputStream out, Mood.Dripping dripping, boolean answers)
            throws IOException, InterruptedException {
        if (!answers) {
            out.write(bytes, 0, count);
            return;
        }
        int passed = 0;
        while (passed < count && mood.equals(dripping)) {
            out.write(bytes, passed, 1);
            passed++;
            Moment.after(dripping.every());
        }
        out.write(bytes, passed, count - passed);
    }

    /** Ends a connection with RST, as a network does that loses it. */
    private static void reset(Socket socket) {
        try {
            if (!socket.isClosed()) {
                socket.setOption(StandardSocketOptions.SO_LINGER, 0);
                socket.close();
            }
        } catch (IOException e) {
            // It was closed in the meantime, which is what was wanted.
            return;
        }
    }

    @Override
    public void close() {
        try {
            server.close();
            open.forEach(FlakyProxy::reset);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
