package io.qqbridge.journal;

import io.qqbridge.event.CommandRecord;
import io.qqbridge.event.CommandResult;
import io.qqbridge.event.CommandResult.Outcome;
import io.qqbridge.event.DeadLetter;
import io.qqbridge.gateway.Journal.Entry;
import io.qqbridge.gateway.Journal.Kept;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/** A journal in a folder of its own, and what another process would find there. */
abstract class JournalCase {
    static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    static final long MOST = 1024 * 1024;
    static final CommandResult SENT =
            new CommandResult("send-message", "1", Outcome.ACCEPTED, 0, null, null, NOON);

    @TempDir private Path temporary = Path.of("");
    private final List<JournalFolder> opened = new ArrayList<>();

    JournalFolder open() throws IOException {
        return closed(JournalFolder.open(folder(), MOST, new Random(1)));
    }

    /** By another clock. */
    JournalFolder openAt(InstantSource clock) throws IOException {
        return closed(
                JournalFolder.open(folder(), MOST, new Random(1), Duration.ofSeconds(10), clock));
    }

    /** One that does not wait long before it tidies up. */
    JournalFolder openHasty() throws IOException {
        return closed(
                JournalFolder.open(
                        folder(),
                        MOST,
                        new Random(1),
                        Duration.ofMillis(20),
                        InstantSource.system()));
    }

    /** In the end. */
    private JournalFolder closed(JournalFolder folder) {
        opened.add(folder);
        return folder;
    }

    Path folder() {
        return temporary.resolve("journal");
    }

    @AfterEach
    void close() {
        opened.forEach(JournalFolder::close);
    }

    static Entry entry(String account, String text) {
        return new Entry("id", account, 17, NOON, "", text.getBytes(StandardCharsets.UTF_8));
    }

    static CommandRecord command(long offset) {
        return new CommandRecord(
                "id-" + offset,
                Long.toString(offset),
                "1",
                new byte[0],
                new DeadLetter.Origin("qq.command.v1", 3, offset),
                Map.of(),
                NOON,
                NOON);
    }

    static List<String> texts(List<Kept> kept) {
        return kept.stream()
                .map(each -> new String(each.entry().answer(), StandardCharsets.UTF_8))
                .toList();
    }

    /** What the next process finds, when this one is killed now. */
    JournalFolder afterAKill() throws IOException {
        Path copy = Files.createTempDirectory(temporary, "killed");
        try (Stream<Path> files = Files.list(folder())) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }
        return closed(JournalFolder.open(copy, MOST, new Random(1)));
    }
}
