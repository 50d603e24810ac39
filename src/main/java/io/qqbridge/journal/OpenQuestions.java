package io.qqbridge.journal;

import io.qqbridge.gateway.Marks.Question;
import io.qqbridge.gateway.Marks.QuestionInMemory;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which question each account has asked and not yet had a safe answer to, in a file that is mapped
 * into memory: noting one costs as much as a variable, and a killed process leaves it behind. A
 * machine that loses its power may not; that is why the answers themselves are in the journal.
 *
 * <p>The file is a row of slots: the mark in eight bytes, the length of the account's name in one,
 * and the name.
 */
final class OpenQuestions {
    private static final Logger LOG = LoggerFactory.getLogger("qq.journal");
    private static final String FILE = "questions";
    private static final int SLOT = 64;
    private static final int LONGEST_NAME = SLOT - Long.BYTES - 1;

    /** Slots that the file grows by. */
    private static final int GROWTH = 1024;

    private Path file;
    private final Map<String, Question> byAccount = new HashMap<>();
    private @Nullable MappedByteBuffer slots;
    private int used;

    private OpenQuestions(Path file) {
        this.file = file;
    }

    /** Opens those of a folder; slots of accounts with nothing open are given up. */
    static OpenQuestions open(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        Map<String, Long> left = Files.exists(file) ? read(Files.readAllBytes(file)) : Map.of();
        Path fresh = folder.resolve(FILE + ".new");
        Files.deleteIfExists(fresh);
        OpenQuestions questions = new OpenQuestions(fresh);
        MappedByteBuffer unused = questions.grow();
        left.forEach((account, mark) -> questions.of(account).ask(mark));
        Files.move(
                fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        questions.file = file;
        return questions;
    }

    /** The open questions in such a file; a slot that makes no sense has none. */
    static Map<String, Long> read(byte[] file) {
        Map<String, Long> open = new TreeMap<>();
        ByteBuffer bytes = ByteBuffer.wrap(file);
        for (int slot = 0; slot + SLOT <= file.length; slot += SLOT) {
            long mark = bytes.getLong(slot);
            int length = bytes.get(slot + Long.BYTES);
            if (mark > 0 && length > 0 && length <= LONGEST_NAME) {
                String account =
                        new String(file, slot + Long.BYTES + 1, length, StandardCharsets.UTF_8);
                open.put(account, mark);
            }
        }
        return open;
    }

    /** The question of an account. */
    synchronized Question of(String account) {
        return byAccount.computeIfAbsent(account, this::inNewSlot);
    }

    private Question inNewSlot(String account) {
        byte[] name = account.getBytes(StandardCharsets.UTF_8);
        MappedByteBuffer inFile;
        try {
            if (name.length > LONGEST_NAME) {
                throw new IOException("its name is too long");
            }
            inFile = slots != null && used < GROWTH ? slots : grow();
        } catch (IOException e) {
            LOG.error(
                    "an account's open question cannot be noted in {} ({}): after a crash the answer"
                            + " on its way is not asked for again",
                    file,
                    e.toString());
            return new QuestionInMemory();
        }
        int slot = SLOT * used++;
        inFile.put(slot + Long.BYTES + 1, name);
        inFile.put(slot + Long.BYTES, (byte) name.length);
        return new InFile(inFile, slot);
    }

    /**
     * Makes the file longer. The new slots are written and not only claimed: a disk that is full
     * says so here, and not by a fault when the mapped memory is touched.
     */
    private MappedByteBuffer grow() throws IOException {
        try (FileChannel channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE)) {
            long size = channel.size();
            ByteBuffer zeros = ByteBuffer.allocate(GROWTH * SLOT);
            while (zeros.hasRemaining()) {
                channel.write(zeros, size + zeros.position());
            }
            // Earlier slots stay mapped where they were.
            MappedByteBuffer grown = channel.map(MapMode.READ_WRITE, size, (long) GROWTH * SLOT);
            slots = grown;
            used = 0;
            return grown;
        }
    }

    /** A slot of the file. */
    private record InFile(MappedByteBuffer slots, int slot) implements Question {
        @Override
        public long open() {
            return slots.getLong(slot);
        }

        @Override
        public boolean ask(long mark) {
            slots.putLong(slot, mark);
            return true;
        }

        @Override
        public void close() {
            slots.putLong(slot, 0);
        }
    }
}
