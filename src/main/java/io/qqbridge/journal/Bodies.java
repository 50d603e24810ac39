package io.qqbridge.journal;

import io.qqbridge.event.CommandResult;
import io.qqbridge.event.Json;
import io.qqbridge.gateway.CommandEnds.Memory;
import io.qqbridge.gateway.Journal.Entry;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/** The bodies of frames: answers, and what became of commands. */
final class Bodies {
    private Bodies() {}

    static byte[] of(Entry entry) {
        return write(
                entry.answer().length + 128,
                out -> {
                    writeText(out, entry.id());
                    writeText(out, entry.account());
                    out.writeLong(entry.mark());
                    out.writeLong(entry.receivedAt().toEpochMilli());
                    writeText(out, entry.unreadable());
                    out.writeInt(entry.answer().length);
                    out.write(entry.answer());
                });
    }

    /**
     * @throws IOException when the body is none of an answer
     */
    static Entry entry(byte[] body) throws IOException {
        try (var in = new DataInputStream(new ByteArrayInputStream(body))) {
            String id = readText(in);
            String account = readText(in);
            long mark = in.readLong();
            Instant receivedAt = Instant.ofEpochMilli(in.readLong());
            String unreadable = readText(in);
            return new Entry(id, account, mark, receivedAt, unreadable, rest(in));
        }
    }

    private static byte[] rest(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length != in.available()) {
            throw new IOException("the length of the answer is wrong");
        }
        return in.readAllBytes();
    }

    /** What is remembered of the command with this mark. */
    record Remembered(String mark, Memory memory) {}

    static byte[] of(Remembered remembered) {
        byte[] result =
                switch (remembered.memory()) {
                    case Memory.Ended ended -> Json.writeResult(ended.result());
                    case Memory.Sending sending -> new byte[0];
                };
        return write(
                result.length + 64,
                out -> {
                    writeText(out, remembered.mark());
                    out.writeInt(result.length);
                    out.write(result);
                });
    }

    /**
     * @throws IOException when the body is none of a command
     */
    static Remembered remembered(byte[] body) throws IOException {
        try (var in = new DataInputStream(new ByteArrayInputStream(body))) {
            String mark = readText(in);
            byte[] json = rest(in);
            if (json.length == 0) {
                return new Remembered(mark, new Memory.Sending());
            }
            Optional<CommandResult> result = Json.readResult(json);
            return new Remembered(
                    mark,
                    new Memory.Ended(result.orElseThrow(() -> new IOException("it is no result"))));
        }
    }

    private static void writeText(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String readText(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > in.available()) {
            throw new IOException("the length of a text is wrong");
        }
        return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    private interface Writing {
        void write(DataOutputStream out) throws IOException;
    }

    private static byte[] write(int size, Writing writing) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(size);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            writing.write(out);
        } catch (IOException e) {
            throw new UncheckedIOException("memory refused bytes", e);
        }
        return bytes.toByteArray();
    }
}
