package io.qqbridge.journal;

import io.qqbridge.event.CommandResult;
import io.qqbridge.event.CommandResult.Answer;
import io.qqbridge.event.CommandResult.Outcome;
import io.qqbridge.event.DeadLetter.Origin;
import io.qqbridge.gateway.CommandEnds.Memory;
import io.qqbridge.gateway.Journal.Entry;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;

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

    /** What is remembered of the command at this place in Kafka. */
    record Remembered(Origin place, Memory memory) {}

    static byte[] of(Remembered remembered) {
        return write(
                256,
                out -> {
                    writeText(out, remembered.place().topic());
                    out.writeInt(remembered.place().partition());
                    out.writeLong(remembered.place().offset());
                    out.writeBoolean(remembered.memory() instanceof Memory.Ended);
                    if (remembered.memory() instanceof Memory.Ended ended) {
                        writeResult(out, ended.result());
                    }
                });
    }

    /**
     * @throws IOException when the body is none of a command
     */
    static Remembered remembered(byte[] body) throws IOException {
        try (var in = new DataInputStream(new ByteArrayInputStream(body))) {
            Origin place = new Origin(readText(in), in.readInt(), in.readLong());
            Memory memory =
                    in.readBoolean() ? new Memory.Ended(readResult(in)) : new Memory.Sending();
            if (in.available() > 0) {
                throw new IOException("more follows than a command's end");
            }
            return new Remembered(place, memory);
        }
    }

    /** A command that changes something brings no data but whether consent is needed. */
    private static void writeResult(DataOutputStream out, CommandResult result) throws IOException {
        writeOptional(out, result.command(), Bodies::writeText);
        writeText(out, result.account());
        writeText(out, result.outcome().name());
        writeOptional(out, result.code(), DataOutputStream::writeInt);
        writeOptional(out, result.reason(), Bodies::writeText);
        writeOptional(
                out,
                result.data() instanceof Answer.Consent consent ? consent.consentNeeded() : null,
                DataOutputStream::writeBoolean);
        Instant at = result.at();
        out.writeLong(at.getEpochSecond());
        out.writeInt(at.getNano());
    }

    private static CommandResult readResult(DataInputStream in) throws IOException {
        try {
            return new CommandResult(
                    readOptional(in, Bodies::readText),
                    readText(in),
                    Outcome.valueOf(readText(in)),
                    readOptional(in, DataInputStream::readInt),
                    readOptional(in, Bodies::readText),
                    readOptional(in, each -> new Answer.Consent(each.readBoolean())),
                    Instant.ofEpochSecond(in.readLong(), in.readInt()));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new IOException("it is no result", e);
        }
    }

    private interface Reading<T> {
        T read(DataInputStream in) throws IOException;
    }

    private interface WritingOf<T> {
        void write(DataOutputStream out, T value) throws IOException;
    }

    private static <T> void writeOptional(
            DataOutputStream out, @Nullable T value, WritingOf<T> writing) throws IOException {
        out.writeBoolean(value != null);
        if (value != null) {
            writing.write(out, value);
        }
    }

    private static <T> @Nullable T readOptional(DataInputStream in, Reading<T> reading)
            throws IOException {
        return in.readBoolean() ? reading.read(in) : null;
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
