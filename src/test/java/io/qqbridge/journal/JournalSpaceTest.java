package io.qqbridge.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

/** How much room the journal takes on its disk. */
class JournalSpaceTest extends JournalCase {
    @Test
    void theFolderStaysSmallHoweverMuchPassesThroughAndWhateverStays() throws Exception {
        JournalFolder journal = open();
        String large = "x".repeat(100_000);
        journal.keep(entry("1", "stays"));
        for (int i = 0; i < 1_000; i++) {
            journal.strike(journal.keep(entry("2", large)));
        }

        await().until(() -> journal.size() < 1000);
        try (Stream<Path> files = Files.list(folder())) {
            assertThat(files.mapToLong(file -> file.toFile().length()).sum())
                    .isLessThan(4 * SegmentLog.SEGMENT);
        }
        assertThat(texts(afterAKill().left())).containsExactly("stays");
    }

    @Test
    void whatKafkaHasLeavesTheDiskWhenItIsQuiet() throws Exception {
        JournalFolder journal = openHasty();
        long number = journal.keep(entry("1", "hello"));
        assertThat(Segment.in(folder())).isNotEmpty();

        journal.strike(number);

        await().untilAsserted(() -> assertThat(Segment.in(folder())).isEmpty());
        journal.keep(entry("1", "again"));
        assertThat(texts(afterAKill().left())).containsExactly("again");
    }

    @Test
    void whatIsDamagedIsPutAsideEachTime() throws Exception {
        for (int time = 1; time <= 2; time++) {
            JournalFolder journal = open();
            journal.keep(entry("1", "hello"));
            journal.close();
            Path segment = Segment.in(folder()).getLast();
            byte[] bytes = Files.readAllBytes(segment);
            bytes[bytes.length / 2] ^= 1;
            Files.write(segment, bytes);
            Files.write(segment, bytes, StandardOpenOption.APPEND);
        }
        open();

        try (Stream<Path> files = Files.list(folder())) {
            assertThat(files.filter(file -> file.toString().endsWith(".damaged"))).hasSize(2);
        }
    }

    @Test
    void theAgeOfTheOldestOutlivesTheProcess() throws Exception {
        JournalFolder journal = open();
        assertThat(journal.oldestAge()).isZero();
        long number = journal.keep(entry("1", "old"));
        journal.keep(entry("1", "young"));
        journal.close();
        for (Path segment : Segment.in(folder())) {
            Files.setLastModifiedTime(
                    segment, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
        }

        JournalFolder next = open();
        assertThat(next.oldestAge()).isBetween(Duration.ofHours(2), Duration.ofHours(3));
        next.strike(number);
        next.strike(number + 1);
        await().untilAsserted(() -> assertThat(next.oldestAge()).isZero());
    }

    @Test
    void aStrikeIsNotForgottenHoweverMuchTheDiskRefuses() throws Exception {
        JournalFolder journal = open();
        long small = journal.keep(entry("1", "small"));
        // The next write wants a new file, and finds no folder.
        long large = journal.keep(entry("1", "x".repeat((int) SegmentLog.SEGMENT)));
        Path away = folder().resolveSibling("away");
        Files.move(folder(), away);
        for (int i = 0; i < 11_000; i++) {
            journal.commandEnds().ended(command(i), SENT).join();
        }

        journal.strike(small);
        journal.strike(large);
        journal.commandEnds().ended(command(11_000), SENT).join();
        Files.move(away, folder());

        await().until(() -> journal.oldestAge().isZero() && journal.trouble().isEmpty());
    }

    @Test
    void aSegmentThatAPersonTookAwayKeepsNoOtherOnTheDisk() throws Exception {
        JournalFolder journal = open();
        long large = journal.keep(entry("1", "x".repeat((int) SegmentLog.SEGMENT)));
        Files.delete(Segment.in(folder()).getFirst());
        journal.strike(large);

        for (int i = 0; i < 20; i++) {
            journal.strike(journal.keep(entry("1", "hello")));
        }

        assertThat(Segment.in(folder())).hasSizeLessThan(3);
        assertThat(journal.trouble()).isEmpty();
    }

    @Test
    void whatAStartFindsIsNotWrittenIntoOneLargeFile() throws Exception {
        JournalFolder journal = open();
        String large = "x".repeat((int) SegmentLog.SEGMENT / 4);
        for (int i = 0; i < 12; i++) {
            journal.keep(entry("1", large));
        }

        journal.close();
        open();

        assertThat(Segment.in(folder())).hasSizeGreaterThan(1);
        for (Path segment : Segment.in(folder())) {
            assertThat(Files.size(segment)).isLessThan(2 * SegmentLog.SEGMENT);
        }
    }

    @Test
    void moreThanItMayHoldIsTrouble() throws Exception {
        JournalFolder journal = open();
        assertThat(journal.trouble()).isEmpty();

        long number = journal.keep(entry("1", "x".repeat((int) MOST)));

        assertThat(journal.trouble()).get().asString().contains("more than qq.journal.max");
        journal.strike(number);
        await().until(() -> journal.trouble().isEmpty());
    }
}
