package io.qqbridge.journal;

import io.qqbridge.gateway.CommandEnds;
import io.qqbridge.gateway.Journal;
import io.qqbridge.gateway.Marks;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/** The journal as a folder on disk, which belongs to one process at a time. */
public final class JournalFolder implements Journal, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("qq.journal");

    /**
     * What Kafka has is nobody's business any more, and leaves the disk as soon as there is time.
     */
    private static final Duration QUIET = Duration.ofSeconds(10);

    private final Path folder;
    private final InstantSource clock;
    private final FileChannel lockFile;
    private final Committer committer;
    private final AtomicLong numbers;
    private final OpenQuestions questions;
    private final MarkBlocks blocks;
    private final CommandMemory commands;
    private final List<Kept> left = new ArrayList<>();

    /**
     * Opens a folder, which is made where it is missing.
     *
     * @param most bytes that may wait in it before nothing more is fetched
     * @throws IOException when the disk does not take or give it, or another process has it
     */
    public static JournalFolder open(Path folder, long most, RandomGenerator random)
            throws IOException {
        return open(folder, most, random, QUIET, InstantSource.system());
    }

    static JournalFolder open(
            Path folder, long most, RandomGenerator random, Duration quiet, InstantSource clock)
            throws IOException {
        create(folder);
        FileChannel lockFile = lock(folder);
        try {
            return new JournalFolder(folder, most, random, lockFile, quiet, clock);
        } catch (IOException | RuntimeException e) {
            lockFile.close();
            throw e;
        }
    }

    private JournalFolder(
            Path folder,
            long most,
            RandomGenerator random,
            FileChannel lockFile,
            Duration quiet,
            InstantSource clock)
            throws IOException {
        this.folder = folder;
        this.clock = clock;
        this.lockFile = lockFile;
        this.questions = OpenQuestions.open(folder);
        this.blocks = MarkBlocks.open(folder, random);
        SegmentLog.Opened opened = SegmentLog.open(folder, clock);
        this.numbers = new AtomicLong(opened.nextNumber());
        this.committer = new Committer(folder, opened.log(), most, quiet);
        this.commands = new CommandMemory(committer, numbers);
        opened.frames().forEach(this::read);
    }

    /** What people wrote rests in it, so it is nobody else's to read. */
    private static void create(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
            if (Files.getFileStore(folder)
                    .supportsFileAttributeView(PosixFileAttributeView.class)) {
                Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
            }
        }
    }

    private static FileChannel lock(Path folder) throws IOException {
        FileChannel file =
                FileChannel.open(
                        folder.resolve("lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
        try {
            FileLock lock = file.tryLock();
            if (lock != null) {
                return file;
            }
        } catch (OverlappingFileLockException e) {
            file.close();
            throw new IOException("this process has opened it already", e);
        }
        file.close();
        throw new IOException("another process uses it");
    }

    private void read(Frame frame) {
        try {
            switch (frame.kind()) {
                case ANSWER -> left.add(new Kept(frame.number(), Bodies.entry(frame.body())));
                case COMMAND -> commands.left(frame.number(), Bodies.remembered(frame.body()));
                case STRIKE -> throw new IOException("a strike is not kept");
            }
        } catch (IOException | RuntimeException e) {
            LOG.error(
                    "entry {} of the journal in {} cannot be read ({}) and stays there; please"
                            + " report this",
                    frame.number(),
                    folder,
                    e.toString());
        }
    }

    @Override
    public long keep(Entry entry) throws RefusedException {
        long number = numbers.getAndIncrement();
        committer.writeThrough(new Frame(Frame.Kind.ANSWER, number, Bodies.of(entry)));
        return number;
    }

    @Override
    public void strike(long number) {
        committer.writeSoon(Frame.strike(number));
    }

    @Override
    public synchronized List<Kept> left() {
        List<Kept> all = List.copyOf(left);
        left.clear();
        return all;
    }

    /** Why nothing more is to be fetched; empty while it may be. */
    public Optional<String> trouble() {
        return committer.trouble();
    }

    /** Bytes that wait in it. */
    public long size() {
        return committer.liveBytes();
    }

    /**
     * How long the oldest answer has waited in it; zero where there is none. Ends of commands do
     * not count: those of partitions that went to another process stay.
     */
    public Duration oldestAge() {
        return committer
                .oldest()
                .map(since -> Duration.between(since, clock.instant()))
                .orElse(Duration.ZERO);
    }

    /** What became of commands. */
    public CommandEnds commandEnds() {
        return commands;
    }

    /** Marks that outlive the process. */
    public Marks marks() {
        return new Marks() {
            @Override
            public long next() {
                return blocks.next();
            }

            @Override
            public Question question(String account) {
                return questions.of(account);
            }
        };
    }

    /** Writes what nobody waited for, and lets go of the folder. */
    @Override
    public void close() {
        try (lockFile) {
            committer.close();
        } catch (IOException e) {
            LOG.error("the journal in {} was not closed well: {}", folder, e.toString());
        }
    }
}
