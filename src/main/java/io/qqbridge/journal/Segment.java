package io.qqbridge.journal;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One file of the journal; frames are only ever appended to it. */
final class Segment implements AutoCloseable {
    /** Bytes written at a time, unless a frame is larger. */
    private static final int WRITE = 1024 * 1024;

    private static final String DAMAGED = ".damaged";

    private static final Pattern NAME = Pattern.compile("(\\d{16})\\.segment(\\.damaged)?");

    private final Path file;
    private final FileChannel channel;
    private long size;

    private Segment(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** A new, empty one. */
    static Segment create(Path folder, long number) throws IOException {
        Path file = folder.resolve("%016d.segment".formatted(number));
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        syncNames(folder);
        return new Segment(file, channel);
    }

    /** A file's content is of no use after a crash of the machine if its name is not on disk. */
    static void syncNames(Path folder) throws IOException {
        if (File.separatorChar == '/') {
            try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
                names.force(true);
            }
        }
    }

    /** The files of a folder that are segments, the oldest first. */
    static List<Path> in(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> number(file) > 0 && !isDamaged(file))
                    .sorted(Comparator.comparing(Segment::number))
                    .toList();
        }
    }

    /** The highest number that a segment of a folder has, a damaged one too; 0 without any. */
    static long highestNumber(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.mapToLong(Segment::number).max().orElse(0);
        }
    }

    private static long number(Path file) {
        Matcher name = NAME.matcher(file.getFileName().toString());
        return name.matches() ? Long.parseLong(name.group(1)) : 0;
    }

    private static boolean isDamaged(Path file) {
        return file.toString().endsWith(DAMAGED);
    }

    /** Puts a segment with damage aside, for a person to look at. */
    static void putAside(Path file) throws IOException {
        Files.move(file, file.resolveSibling(file.getFileName() + DAMAGED));
    }

    /**
     * Reads a segment.
     *
     * @throws IOException when the disk does not give it; damage is no exception
     */
    static FrameReader.Contents read(Path file) throws IOException {
        // Not mapped: a disk that fails would then be an error of the JVM, in any thread.
        return FrameReader.read(ByteBuffer.wrap(Files.readAllBytes(file)));
    }

    /** Appends frames; they survive the process, and after {@link #sync} the machine. */
    void append(Collection<Frame> frames) throws IOException {
        long end = size;
        ByteBuffer bytes = ByteBuffer.allocate(room(frames));
        for (Frame frame : frames) {
            if (bytes.remaining() < frame.size()) {
                end = write(bytes, end);
                bytes = ByteBuffer.allocate(Math.max(WRITE, frame.size()));
            }
            frame.write(bytes);
        }
        size = write(bytes, end);
    }

    private static int room(Collection<Frame> frames) {
        return (int) Math.min(WRITE, frames.stream().mapToLong(Frame::size).sum());
    }

    private long write(ByteBuffer bytes, long position) throws IOException {
        bytes.flip();
        long end = position + bytes.remaining();
        while (bytes.hasRemaining()) {
            channel.write(bytes, end - bytes.remaining());
        }
        return end;
    }

    /** Returns when the disk has what was appended. */
    void sync() throws IOException {
        channel.force(false);
    }

    /** Bytes that it has. */
    long size() {
        return size;
    }

    Path file() {
        return file;
    }

    /** Takes away what a failed write may have left behind the last good frame. */
    void cutBack() throws IOException {
        channel.truncate(size);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
