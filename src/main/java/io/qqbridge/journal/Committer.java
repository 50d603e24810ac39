package io.qqbridge.journal;

import io.qqbridge.event.OneLine;
import io.qqbridge.gateway.Journal.RefusedException;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Writes what many threads want written, in one thread: all that has gathered since the last sync
 * goes to disk with the next one.
 */
final class Committer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("qq.journal");

    /** How often a disk that refused is tried again. */
    private static final long BETWEEN_TRIES_MILLIS = 1_000;

    /** Bytes that must be free before a disk that refused is trusted again. */
    private static final long FREE_ENOUGH = 1024 * 1024;

    /** How many ends of commands are remembered while the disk takes none. */
    private static final int OWED = 10_000;

    /**
     * Where so many have gathered for one sync, the next waits a moment for more: each of them
     * waits anyway, and fewer syncs and fewer wake-ups serve them all.
     */
    private static final int CROWD = 8;

    private static final long MOMENT_NANOS = 500_000;

    /** The same where nobody waits for a sync: the ends of commands, while others are sent. */
    private static final long LEISURE_NANOS = 2_000_000;

    private final Path folder;
    private final SegmentLog log;
    private final long most;
    private final Duration quiet;
    private final BlockingQueue<Wish> wishes = new LinkedBlockingQueue<>();

    /**
     * What need not be synced and the disk has not taken yet, by number: without a strike a crash
     * would bring an entry back, without a command's end it would be left to the network not to
     * repeat it.
     */
    private final Map<Long, Frame> owed = new LinkedHashMap<>();

    private final AtomicLong liveBytes = new AtomicLong();
    private volatile Optional<Instant> oldest = Optional.empty();
    private final Thread thread;
    private volatile String trouble = "";

    /** Whether that was said; taken back at half of it only, for it comes and goes. */
    private boolean overfull;

    private volatile boolean closing;
    private volatile boolean closed;

    /**
     * Frames to be written. What need not be synced is owed where it is refused, and nobody is
     * told.
     *
     * @param isSynced whether they are to survive a crash of the machine, or not to be written
     * @param written done when they are; null where nobody waits for it
     */
    private record Wish(
            List<Frame> frames, boolean isSynced, @Nullable CompletableFuture<Void> written) {
        void end() {
            if (written != null) {
                written.complete(null);
            }
        }

        void fail(Exception why) {
            if (isSynced && written != null) {
                written.completeExceptionally(why);
            } else {
                end();
            }
        }
    }

    /**
     * @param most bytes that may wait in it before nothing more is fetched
     * @param quiet after so long without a wish the disk keeps nothing that is not wanted
     */
    Committer(Path folder, SegmentLog log, long most, Duration quiet) {
        this.folder = folder;
        this.most = most;
        this.log = log;
        this.quiet = quiet;
        look();
        thread = Thread.ofPlatform().name("journal").daemon().start(this::run);
    }

    /**
     * Returns when the disk has the frame for good.
     *
     * @throws RefusedException when it does not take it
     */
    void writeThrough(Frame frame) throws RefusedException {
        try {
            CompletableFuture<Void> synced = new CompletableFuture<>();
            wish(new Wish(List.of(frame), true, synced));
            synced.join();
        } catch (CompletionException e) {
            throw new RefusedException(trouble(String.valueOf(e.getMessage())));
        }
    }

    /**
     * Returns at once.
     *
     * @return done when the frame survives the process, or is refused: then it is written when the
     *     disk takes something again
     */
    CompletableFuture<Void> write(Frame frame) {
        CompletableFuture<Void> written = new CompletableFuture<>();
        wish(new Wish(List.of(frame), false, written));
        return written;
    }

    /** Returns at once; the frame is written soon, and survives the process from then on. */
    void writeSoon(Frame frame) {
        writeSoon(List.of(frame));
    }

    /** The same for several. */
    void writeSoon(List<Frame> frames) {
        wish(new Wish(frames, false, null));
    }

    private void wish(Wish wish) {
        wishes.add(wish);
        if (closed) {
            wish.fail(new IOException("it is closed"));
        }
    }

    /** Why nothing more is to be fetched: the disk refuses, or too much waits; empty if neither. */
    Optional<String> trouble() {
        if (liveBytes() > most) {
            return Optional.of(
                    "the journal in %s holds %d bytes, more than qq.journal.max"
                            .formatted(folder, liveBytes()));
        }
        return trouble.isEmpty() ? Optional.empty() : Optional.of(trouble(trouble));
    }

    private String trouble(String reason) {
        return "the journal in %s cannot be written: %s".formatted(folder, reason);
    }

    private void look() {
        liveBytes.set(log.liveBytes());
        oldest = log.oldest();
        if (!overfull && liveBytes() > most) {
            overfull = true;
            LOG.warn(
                    "the journal in {} holds more than may wait there (key qq.journal.max): nothing"
                            + " is fetched until Kafka takes some of it",
                    folder);
        } else if (overfull && liveBytes() <= most / 2) {
            overfull = false;
            LOG.info("the journal in {} has room again", folder);
        }
    }

    /** Bytes of what is not struck. */
    long liveBytes() {
        return liveBytes.get();
    }

    /** Since when the oldest answer is there; empty where there is none. */
    Optional<Instant> oldest() {
        return oldest;
    }

    private void run() {
        List<Wish> batch = new ArrayList<>();
        boolean crowded = false;
        boolean urgent = false;
        while (!(closing && wishes.isEmpty())) {
            try {
                boolean well = trouble.isEmpty();
                Wish first =
                        wishes.poll(
                                well ? quiet.toMillis() : BETWEEN_TRIES_MILLIS,
                                TimeUnit.MILLISECONDS);
                if (first == null && well) {
                    log.sweep();
                    continue;
                }
                if (first != null) {
                    if (crowded) {
                        LockSupport.parkNanos(urgent ? MOMENT_NANOS : LEISURE_NANOS);
                    }
                    batch.add(first);
                    wishes.drainTo(batch);
                    crowded = batch.size() >= CROWD;
                    urgent = batch.stream().anyMatch(Wish::isSynced);
                }
                write(batch);
                batch.clear();
            } catch (InterruptedException e) {
                throw new IllegalStateException("nobody interrupts the journal", e);
            }
        }
    }

    private void write(List<Wish> batch) {
        List<Frame> frames = new ArrayList<>(owed.values());
        boolean sync = !trouble.isEmpty();
        for (Wish wish : batch) {
            frames.addAll(wish.frames());
            sync |= wish.isSynced();
        }
        try {
            requireRoomAfterTrouble();
            log.append(frames, sync);
            look();
            owed.clear();
            if (!trouble.isEmpty()) {
                trouble = "";
                LOG.info("the journal in {} can be written again", folder);
            }
            batch.forEach(Wish::end);
        } catch (IOException | RuntimeException e) {
            refused(batch, e);
        }
    }

    /** A disk that takes one small write need not take the next. */
    private void requireRoomAfterTrouble() throws IOException {
        if (!trouble.isEmpty() && Files.getFileStore(folder).getUsableSpace() < FREE_ENOUGH) {
            throw new IOException("no space is left there");
        }
    }

    private void refused(List<Wish> batch, Exception problem) {
        String reason = clause(problem);
        if (trouble.isEmpty()) {
            LOG.error(
                    "the journal in {} cannot be written: {}; nothing is fetched until it can (key"
                            + " qq.journal.dir)",
                    folder,
                    reason);
        }
        trouble = reason;
        for (Wish wish : batch) {
            if (!wish.isSynced()) {
                wish.frames().forEach(this::owe);
            }
            wish.fail(new CompletionException(reason, problem));
        }
    }

    /** There are never more strikes than entries on disk; what was not written needs none. */
    private void owe(Frame frame) {
        if (frame.kind() != Frame.Kind.STRIKE) {
            if (owed.size() < OWED) {
                owed.put(frame.number(), frame);
            }
        } else if (owed.remove(frame.number()) == null && log.holds(frame.number())) {
            owed.put(frame.number(), frame);
        }
    }

    private static String clause(Exception problem) {
        String message =
                problem instanceof FileSystemException file && file.getReason() != null
                        ? file.getReason()
                        : problem.getMessage();
        return OneLine.of(String.valueOf(message == null ? problem : message));
    }

    /** Writes what is still wished for, and ends. */
    @Override
    public void close() throws IOException {
        // An interrupt would close the file that is being written.
        closing = true;
        writeSoon(Frame.strike(0));
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        closed = true;
        wishes.forEach(late -> late.fail(new IOException("it is closed")));
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        log.close();
    }
}
