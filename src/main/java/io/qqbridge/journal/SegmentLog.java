package io.qqbridge.journal;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Frames on disk that are not struck yet, spread over segments. Appending goes to the last segment;
 * the first goes when nothing in it is wanted any more, and what is still wanted of it when it is
 * in the way is appended once more. So segments go in the order in which they came, and a strike is
 * never gone before what it struck.
 *
 * <p>Not thread-safe: it belongs to the {@link Committer}.
 */
final class SegmentLog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("qq.journal");

    /** Bytes after which a new segment is begun. */
    static final long SEGMENT = 8L * 1024 * 1024;

    private final Path folder;
    private final InstantSource clock;

    /** The segments that are not written to any more, the oldest first. */
    private final Deque<Full> full = new ArrayDeque<>();

    /** Frames that are not struck, by number. */
    private final Map<Long, Place> live = new HashMap<>();

    /** Since when the answers among them are wanted, the oldest first. */
    private final Map<Long, Instant> answers = new LinkedHashMap<>();

    private final Map<Path, Integer> liveIn = new HashMap<>();
    private @Nullable Segment last;
    private long nextSegment;
    private String untidy = "";
    private long fullBytes;
    private long liveBytes;

    /** Where a frame is. */
    private record Place(Path file, int size) {}

    private record Full(Path file, long size) {}

    private SegmentLog(Path folder, InstantSource clock) {
        this.folder = folder;
        this.clock = clock;
    }

    /** A log with what it held when it was opened. */
    record Opened(SegmentLog log, List<Frame> frames, long nextNumber) {}

    /**
     * Opens the log of a folder: what is still wanted is written to one new segment, and the old
     * ones go. One with damage is kept under another name for a person to look at.
     */
    static Opened open(Path folder, InstantSource clock) throws IOException {
        Map<Long, Frame> wanted = new LinkedHashMap<>();
        Map<Long, Instant> since = new HashMap<>();
        long highest = 0;
        List<Path> files = Segment.in(folder);
        List<Path> damaged = new ArrayList<>();
        for (Path file : files) {
            FrameReader.Contents contents = Segment.read(file);
            if (contents.damaged() > 0) {
                damaged.add(file);
                LOG.error(
                        "{} is damaged: {} bytes of it are no entries, and what they were is lost;"
                                + " it is kept as {}.damaged",
                        file,
                        contents.damaged(),
                        file.getFileName());
            }
            if (contents.unfinished() > 0) {
                LOG.info(
                        "{}: the last write, of {} bytes, had not been finished",
                        file,
                        contents.unfinished());
            }
            for (Frame frame : contents.frames()) {
                highest = Math.max(highest, frame.number());
                if (frame.kind() == Frame.Kind.STRIKE) {
                    wanted.remove(frame.number());
                } else {
                    wanted.put(frame.number(), frame);
                    since.put(frame.number(), Files.getLastModifiedTime(file).toInstant());
                }
            }
        }
        SegmentLog log = new SegmentLog(folder, clock);
        log.nextSegment = Segment.highestNumber(folder) + 1;
        List<Frame> frames =
                wanted.values().stream().sorted(Comparator.comparingLong(Frame::number)).toList();
        log.appendAll(frames);
        log.answers.replaceAll((number, now) -> since.getOrDefault(number, now));
        for (Path file : files) {
            if (damaged.contains(file)) {
                Segment.putAside(file);
            } else {
                Files.delete(file);
            }
        }
        return new Opened(log, frames, highest + 1);
    }

    /**
     * Appends frames, and strikes among them.
     *
     * @param sync whether they have to survive a crash of the machine before this returns
     * @throws IOException when the disk does not take them: after a crash they may be there or not,
     *     and the next call begins a new segment
     */
    void append(List<Frame> frames, boolean sync) throws IOException {
        try {
            Segment segment = last == null ? begin() : last;
            segment.append(frames);
            if (sync) {
                segment.sync();
            }
            frames.forEach(frame -> note(frame, segment.file()));
        } catch (IOException e) {
            giveUpLast(e);
            throw e;
        }
        clearAway(last != null && last.size() >= SEGMENT);
    }

    /** No segment becomes much larger than others: each is read as a whole. */
    private void appendAll(List<Frame> frames) throws IOException {
        List<Frame> some = new ArrayList<>();
        long bytes = 0;
        for (Frame frame : frames) {
            some.add(frame);
            bytes += frame.size();
            if (bytes >= SEGMENT) {
                append(some, true);
                some.clear();
                bytes = 0;
            }
        }
        append(some, true);
    }

    /** Takes the last segment off the disk too, if nothing in it is wanted any more. */
    void sweep() {
        clearAway(last != null && live.isEmpty());
    }

    private void clearAway(boolean endLast) {
        try {
            if (endLast && last != null) {
                end(last);
            }
        } catch (IOException e) {
            giveUpLast(e);
            notClearedAway(e);
        }
        try {
            tidy();
            untidy = "";
        } catch (IOException e) {
            notClearedAway(e);
        }
    }

    /** What was appended is safe, and the next call tidies up; said once, for that may be soon. */
    private void notClearedAway(IOException e) {
        if (!untidy.equals(e.toString())) {
            untidy = e.toString();
            LOG.warn("old segments in {} cannot be cleared away: {}", folder, untidy);
        }
    }

    private Segment begin() throws IOException {
        Segment segment = Segment.create(folder, nextSegment++);
        last = segment;
        return segment;
    }

    private void end(Segment segment) throws IOException {
        segment.sync();
        segment.close();
        retire(segment);
        last = null;
    }

    /** After a failure nobody knows what of a file is on disk, so it is not written to again. */
    private void giveUpLast(IOException failure) {
        Segment segment = last;
        if (segment != null) {
            last = null;
            retire(segment);
            try (segment) {
                segment.cutBack();
            } catch (IOException e) {
                failure.addSuppressed(e);
            }
        }
    }

    private void retire(Segment segment) {
        full.add(new Full(segment.file(), segment.size()));
        fullBytes += segment.size();
    }

    private void note(Frame frame, Path file) {
        if (frame.kind() == Frame.Kind.STRIKE) {
            forget(live.remove(frame.number()));
            answers.remove(frame.number());
        } else {
            forget(live.put(frame.number(), new Place(file, frame.size())));
            liveIn.merge(file, 1, Integer::sum);
            liveBytes += frame.size();
        }
        if (frame.kind() == Frame.Kind.ANSWER) {
            answers.computeIfAbsent(frame.number(), first -> clock.instant());
        }
    }

    private void forget(@Nullable Place place) {
        if (place != null) {
            liveIn.merge(place.file(), -1, (a, b) -> a + b == 0 ? null : a + b);
            liveBytes -= place.size();
        }
    }

    /** Lets old segments go, so that the folder has little more than what is wanted. */
    private void tidy() throws IOException {
        while (!full.isEmpty()) {
            Full oldest = full.getFirst();
            if (liveIn.containsKey(oldest.file())) {
                if (fullBytes <= 2 * liveBytes + 2 * SEGMENT) {
                    return;
                }
                moveOn(oldest.file());
            }
            // A person may have been faster.
            Files.deleteIfExists(oldest.file());
            full.removeFirst();
            fullBytes -= oldest.size();
        }
    }

    /** Appends once more what is still wanted of the oldest segment. */
    private void moveOn(Path oldest) throws IOException {
        if (!Files.exists(oldest)) {
            LOG.error("{} is gone: what waits in it does not outlive this process", oldest);
            return;
        }
        List<Frame> wanted = new ArrayList<>();
        for (Frame frame : Segment.read(oldest).frames()) {
            Place place = live.get(frame.number());
            if (frame.kind() != Frame.Kind.STRIKE && place != null && place.file().equals(oldest)) {
                wanted.add(frame);
            }
        }
        try {
            Segment segment = last == null ? begin() : last;
            segment.append(wanted);
            segment.sync();
            wanted.forEach(frame -> note(frame, segment.file()));
        } catch (IOException e) {
            giveUpLast(e);
            throw e;
        }
    }

    /** Whether a frame with this number is on disk, and not struck. */
    boolean holds(long number) {
        return live.containsKey(number);
    }

    /** Bytes of what is not struck. */
    long liveBytes() {
        return liveBytes;
    }

    /** Since when the oldest answer is wanted; empty where there is none. */
    Optional<Instant> oldest() {
        return answers.values().stream().findFirst();
    }

    @Override
    public void close() throws IOException {
        if (last != null) {
            last.sync();
            last.close();
            last = null;
        }
    }
}
