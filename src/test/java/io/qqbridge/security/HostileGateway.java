package io.qqbridge.security;

import io.qqbridge.protocol.Answer;
import io.qqbridge.protocol.Answer.Reply;
import io.qqbridge.protocol.Decoded;
import io.qqbridge.protocol.Message;
import io.qqbridge.protocol.Request;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;

/** A gateway that does what it should, with headers of its own on each answer. */
final class HostileGateway implements AutoCloseable {
    static final String TEXT = "with headers";

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final AtomicBoolean handedOver = new AtomicBoolean();
    private final String headers;

    /** Starts it; a header is {@code name: value} and goes out as it stands. */
    HostileGateway(List<String> headers) throws IOException {
        this.headers = String.join("\r\n", headers);
        Thread.startVirtualThread(this::accept);
    }

    String url() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                Thread.startVirtualThread(() -> serve(socket));
            } catch (IOException e) {
                // close() has closed it.
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            byte[] answer = answer(in.readNBytes(length(in)));
            String head =
                    "HTTP/1.1 200 OK\r\n%s\r\nConnection: close\r\nContent-Length: %d\r\n\r\n"
                            .formatted(headers, answer.length);
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(answer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads a request's head; gives its {@code Content-Length}. */
    private static int length(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            head.write(in.read());
        }
        String lower = head.toString(StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
        int at = lower.indexOf("content-length:") + "content-length:".length();
        return Integer.parseInt(lower.substring(at, lower.indexOf('\r', at)).strip());
    }

    private byte[] answer(byte[] line) {
        if (!(Request.decode(line) instanceof Decoded.Good<Request>(Request request))) {
            throw new AssertionError("the bridge sent what is no request");
        }
        Reply reply =
                switch (request.command()) {
                    case Request.Command.Login login -> new Reply.LoggedIn(60, 300);
                    case Request.Command.GetMsgEx poll ->
                            new Reply.Messages(
                                    handedOver.getAndSet(true)
                                            ? List.of()
                                            : List.of(new Message(Message.USER, "4711", TEXT)));
                    case Request.Command.ListContacts list -> new Reply.Contacts(true, List.of());
                    case Request.Command.QueryStat query ->
                            new Reply.OnlineContacts(true, List.of());
                    case Request.Command other -> new Reply.Done();
                };
        return new Answer(
                        request.version(),
                        request.command().cmd().inRequest(),
                        request.seq(),
                        request.uin(),
                        reply)
                .encode();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
