package io.qqbridge.journal;

import io.qqbridge.gateway.Marks;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.random.RandomGenerator;

/**
 * Counts marks in blocks: a file says up to where they are reserved, and a process starts behind
 * that, so that none is given twice whatever became of the process before.
 */
final class MarkBlocks {
    private static final Logger LOG = LoggerFactory.getLogger("qq.journal");
    private static final String FILE = "marks";

    /** Marks reserved at a time: minutes of polling with ten thousand accounts. */
    static final long BLOCK = 1_000_000;

    private final Path folder;
    private final Path file;
    private long next;
    private long reserved;

    private MarkBlocks(Path folder, Path file, long first) {
        this.folder = folder;
        this.file = file;
        this.next = first;
        this.reserved = first;
    }

    /**
     * Goes on where an earlier process had reserved to.
     *
     * @throws IOException when the first block cannot be reserved
     */
    static MarkBlocks open(Path folder, RandomGenerator random) throws IOException {
        Path file = folder.resolve(FILE);
        MarkBlocks blocks = new MarkBlocks(folder, file, first(file, random));
        blocks.reserve();
        return blocks;
    }

    private static long first(Path file, RandomGenerator random) throws IOException {
        if (Files.exists(file)) {
            String text = new String(Files.readAllBytes(file), StandardCharsets.US_ASCII).strip();
            if (text.matches("[1-9]\\d{0,17}")) {
                return Long.parseLong(text);
            }
            LOG.error(
                    "{} should hold one number and does not; requests are numbered from a random one, and"
                            + " nothing has to be done",
                    file);
        }
        return Marks.first(random);
    }

    synchronized long next() {
        if (next == reserved) {
            try {
                reserve();
            } catch (IOException e) {
                // Better a mark that a later process may give again than no question at all.
                reserved += BLOCK;
                LOG.error("{} cannot be written ({}); see qq.journal.dir", file, e.toString());
            }
        }
        return next++;
    }

    /** The file is replaced as a whole, so that it never says half a number. */
    private void reserve() throws IOException {
        long upTo = reserved + BLOCK;
        Path fresh = folder.resolve(FILE + ".new");
        try (FileChannel channel =
                FileChannel.open(
                        fresh,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            ByteBuffer text = StandardCharsets.US_ASCII.encode(upTo + "\n");
            while (text.hasRemaining()) {
                channel.write(text);
            }
            channel.force(true);
        }
        Files.move(
                fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Segment.syncNames(folder);
        reserved = upTo;
    }
}
