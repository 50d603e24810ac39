package io.qqbridge.fuzz;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;

import io.qqbridge.gateway.Journal.Entry;
import io.qqbridge.gateway.Journal.Kept;
import io.qqbridge.gateway.Journal.RefusedException;
import io.qqbridge.journal.JournalFolder;

import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * The journal: whatever is in its files, it opens, takes a new entry, and gives what it could read;
 * a disk that refuses is the one exception it may throw.
 */
final class JournalTarget {
    private static final List<String> FILES =
            List.of("0000000000000001.segment", "questions", "marks");
    private static final long MOST = 1024 * 1024;

    private JournalTarget() {}

    static Target journal() {
        // Each input that is damaged would be worth a line.
        ((Logger) LoggerFactory.getLogger("qq.journal")).setLevel(Level.OFF);
        return new FileTarget(
                "journal",
                seeds(),
                List.of("QQj\u0001", "a\u0000", "s\u0000"),
                JournalTarget::read);
    }

    /** The input is the content of each of the files in turn. */
    private static String read(Path input) throws Exception {
        StringBuilder kinds = new StringBuilder();
        for (String name : FILES) {
            Path folder = Files.createTempDirectory(input.toAbsolutePath().getParent(), "journal");
            try {
                Files.copy(input, folder.resolve(name));
                kinds.append(opened(folder)).append(' ');
            } finally {
                delete(folder);
            }
        }
        return kinds.toString();
    }

    private static String opened(Path folder) throws IOException, RefusedException {
        try (JournalFolder journal = JournalFolder.open(folder, MOST, new Random(1))) {
            long number = journal.keep(entry("new"));
            List<Kept> left = journal.left();
            Targets.require(
                    left.stream().allMatch(kept -> kept.number() != number),
                    "gives a number twice");
            Targets.require(journal.marks().next() > 0, "gives a mark that is none");
            return Math.min(left.size(), 3) + (journal.trouble().isEmpty() ? "" : "!");
        }
    }

    private static List<byte[]> seeds() {
        try {
            Path folder = Files.createTempDirectory("journal-seeds");
            try {
                try (JournalFolder journal = JournalFolder.open(folder, MOST, new Random(1))) {
                    long first = journal.keep(entry("VER=1.1&CMD=GETMSGEX&RES=0&MN=0"));
                    journal.strike(first);
                    long second = journal.keep(entry("second"));
                    Targets.require(second > first, "numbers do not grow");
                    journal.marks().question("29501213").ask(7);
                }
                try (Stream<Path> files = Files.list(folder)) {
                    return FileTarget.contents(
                            files.filter(file -> !file.endsWith("lock")).sorted().toList());
                }
            } finally {
                delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RefusedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Entry entry(String answer) {
        return new Entry(
                "id", "29501213", 7, Instant.EPOCH, "", answer.getBytes(StandardCharsets.UTF_8));
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
