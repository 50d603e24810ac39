package io.qqbridge.app;

import io.qqbridge.gateway.CommandEnds;
import io.qqbridge.gateway.Journal;
import io.qqbridge.gateway.Marks;
import io.qqbridge.journal.JournalFolder;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;

/** What the bridge keeps over a crash: in the journal's folder, or nothing where there is none. */
record Memory(Journal journal, Marks marks, CommandEnds ends, Optional<JournalFolder> folder)
        implements AutoCloseable {
    /** Entries are there twice while they are read. */
    private static final int SHARE_OF_HEAP = 3;

    static Memory open(Settings settings) throws Misconfigured {
        Optional<Path> path = settings.journalFolder();
        Random random = new Random();
        if (path.isEmpty()) {
            return new Memory(
                    Journal.NONE,
                    Marks.inMemory(Marks.first(random)),
                    CommandEnds.NONE,
                    Optional.empty());
        }
        requireRoomInHeap(settings.journalMax());
        try {
            JournalFolder folder = JournalFolder.open(path.get(), settings.journalMax(), random);
            return new Memory(folder, folder.marks(), folder.commandEnds(), Optional.of(folder));
        } catch (IOException e) {
            throw new Misconfigured(
                    "the journal's folder %s cannot be used (%s); mend it, or name another with %s"
                            .formatted(path.get(), Reasons.of(e), Key.JOURNAL_DIR.key()));
        }
    }

    /** What rests in the journal when a process is killed, the next one reads into memory. */
    private static void requireRoomInHeap(long journalMax) throws Misconfigured {
        long heap = Runtime.getRuntime().maxMemory();
        if (journalMax > heap / SHARE_OF_HEAP) {
            throw new Misconfigured(
                    "%s is more than a third of the heap (%d MB), and could not be read at a"
                                    .formatted(Key.JOURNAL_MAX.key(), heap >> 20)
                            + " start; lower it, or give Java more with -Xmx");
        }
    }

    /** Why the journal takes nothing; empty while it does. */
    Optional<String> trouble() {
        return folder.flatMap(JournalFolder::trouble);
    }

    /** What rests in it. */
    long bytes() {
        return folder.map(JournalFolder::size).orElse(0L);
    }

    /** How long the oldest answer has rested there. */
    Duration oldestAge() {
        return folder.map(JournalFolder::oldestAge).orElse(Duration.ZERO);
    }

    @Override
    public void close() {
        folder.ifPresent(JournalFolder::close);
    }
}
