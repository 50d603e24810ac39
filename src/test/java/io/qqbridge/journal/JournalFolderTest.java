package io.qqbridge.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.qqbridge.event.CommandRecord;
import io.qqbridge.event.CommandResult;
import io.qqbridge.event.CommandResult.Outcome;
import io.qqbridge.event.DeadLetter;
import io.qqbridge.gateway.CommandEnds.Memory;
import io.qqbridge.gateway.Journal;
import io.qqbridge.gateway.Journal.Entry;
import io.qqbridge.gateway.Journal.Kept;
import io.qqbridge.gateway.Marks.Question;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What is in the journal is there again when the next process opens it. */
class JournalFolderTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final long MOST = 1024 * 1024;

    @TempDir private Path temporary = Path.of("");
    private final List<JournalFolder> opened = new ArrayList<>();

    private JournalFolder open() throws IOException {
        JournalFolder folder = JournalFolder.open(folder(), MOST, new Random(1));
        opened.add(folder);
        return folder;
    }

    private Path folder() {
        return temporary.resolve("journal");
    }

    @AfterEach
    void close() {
        opened.forEach(JournalFolder::close);
    }

    private static Entry entry(String account, String text) {
        return new Entry("id", account, 17, NOON, "", text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> texts(List<Kept> kept) {
        return kept.stream()
                .map(each -> new String(each.entry().answer(), StandardCharsets.UTF_8))
                .toList();
    }

    /** What the next process finds, when this one is killed now. */
    private JournalFolder afterAKill() throws IOException {
        Path copy = Files.createTempDirectory(temporary, "killed");
        try (Stream<Path> files = Files.list(folder())) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }
        JournalFolder folder = JournalFolder.open(copy, MOST, new Random(1));
        opened.add(folder);
        return folder;
    }

    @Test
    void whatIsKeptSurvivesAKillInOrderAndWhole() throws Exception {
        JournalFolder journal = open();
        Entry unreadable = new Entry("id", "29501213", 0, NOON, "nonsense", new byte[] {1, 2, 3});
        long first = journal.keep(entry("29501213", "a"));
        long second = journal.keep(unreadable);
        long third = journal.keep(entry("10001", "你好"));

        List<Kept> left = afterAKill().left();

        assertThat(left).extracting(Kept::number).containsExactly(first, second, third);
        assertThat(left.get(1).entry()).usingRecursiveComparison().isEqualTo(unreadable);
        assertThat(left.get(2).entry()).usingRecursiveComparison().isEqualTo(entry("10001", "你好"));
    }

    @Test
    void whatWasStruckIsGone() throws Exception {
        JournalFolder journal = open();
        long first = journal.keep(entry("1", "a"));
        journal.keep(entry("1", "b"));
        journal.strike(first);
        await().until(() -> texts(afterAKill().left()).equals(List.of("b")));

        journal.close();
        assertThat(texts(open().left())).containsExactly("b");
    }

    @Test
    void numbersAreNotGivenTwice() throws Exception {
        JournalFolder journal = open();
        long first = journal.keep(entry("1", "a"));
        journal.close();

        assertThat(open().keep(entry("1", "b"))).isGreaterThan(first);
    }

    @Test
    void oneProcessAtATimeHasTheFolder() throws Exception {
        open();

        assertThatThrownBy(this::open)
                .isInstanceOf(IOException.class)
                .hasMessage("this process has opened it already");
    }

    @Test
    void manyMayWriteAtOnce() throws Exception {
        JournalFolder journal = open();
        List<Callable<Long>> writers =
                IntStream.range(0, 500)
                        .mapToObj(i -> (Callable<Long>) () -> journal.keep(entry("1", "text " + i)))
                        .toList();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Long> written : threads.invokeAll(writers)) {
                assertThat(written.get()).isPositive();
            }
        }

        assertThat(texts(afterAKill().left()))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 500).mapToObj(i -> "text " + i).toList());
    }

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
        JournalFolder journal =
                JournalFolder.open(folder(), MOST, new Random(1), Duration.ofMillis(20));
        opened.add(journal);
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
    void moreThanItMayHoldIsTrouble() throws Exception {
        JournalFolder journal = open();
        assertThat(journal.trouble()).isEmpty();

        long number = journal.keep(entry("1", "x".repeat((int) MOST)));

        assertThat(journal.trouble()).get().asString().contains("more than qq.journal.max");
        journal.strike(number);
        await().until(() -> journal.trouble().isEmpty());
    }

    @Test
    void marksAreNeverGivenTwice() throws Exception {
        JournalFolder journal = open();
        long last = 0;
        for (int i = 0; i < 10; i++) {
            long next = journal.marks().next();
            assertThat(next).isGreaterThan(last);
            last = next;
        }

        assertThat(afterAKill().marks().next()).isGreaterThan(last);
    }

    @Test
    void anOpenQuestionSurvivesAKill() throws Exception {
        JournalFolder journal = open();
        for (int i = 0; i < 3_000; i++) {
            journal.marks().question("account " + i).ask(1 + i);
        }
        journal.marks().question("account 7").close();

        JournalFolder next = afterAKill();

        assertThat(next.marks().question("account 2999").open()).isEqualTo(3000);
        assertThat(next.marks().question("account 0").open()).isEqualTo(1);
        assertThat(next.marks().question("account 7").open()).isZero();
        assertThat(next.marks().question("another").open()).isZero();
        Question question = next.marks().question("another");
        question.ask(5);
        assertThat(next.marks().question("another").open()).isEqualTo(5);
    }

    private static CommandRecord command(long offset) {
        return new CommandRecord(
                "id-" + offset,
                Long.toString(offset),
                "1",
                new byte[0],
                new DeadLetter.Origin("qq.command.v1", 3, offset),
                Map.of(),
                NOON);
    }

    @Test
    void whatBecameOfACommandSurvivesAKillUntilItIsCommitted() throws Exception {
        CommandResult added =
                new CommandResult(
                        "add-contact",
                        "1",
                        Outcome.ACCEPTED,
                        0,
                        null,
                        new CommandResult.Answer.Consent(true),
                        NOON);
        CommandResult refused =
                new CommandResult("send-message", "1", Outcome.UNKNOWN, null, "why", null, NOON);
        JournalFolder journal = open();
        journal.commandEnds().sending(command(1));
        journal.commandEnds().ended(command(1), added);
        journal.commandEnds().ended(command(2), refused);
        journal.commandEnds().sending(command(3));

        JournalFolder next = afterAKill();
        assertThat(next.commandEnds().find(command(1))).contains(new Memory.Ended(added));
        assertThat(next.commandEnds().find(command(2))).contains(new Memory.Ended(refused));
        assertThat(next.commandEnds().find(command(3))).contains(new Memory.Sending());
        assertThat(next.commandEnds().find(command(4))).isEmpty();

        journal.commandEnds().forget(List.of(command(1), command(3)));
        journal.close();
        JournalFolder reopened = open();
        assertThat(reopened.commandEnds().find(command(1))).isEmpty();
        assertThat(reopened.commandEnds().find(command(2))).isPresent();
        assertThat(reopened.commandEnds().find(command(3))).isEmpty();
    }

    @Test
    void whoeverComesLateIsRefused() throws Exception {
        JournalFolder journal = open();
        journal.close();

        assertThatThrownBy(() -> journal.keep(entry("1", "late")))
                .isInstanceOf(Journal.RefusedException.class)
                .hasMessageContaining("it is closed");
        journal.strike(1);
    }

    @Test
    void nobodyElseMayReadIt() throws Exception {
        open();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder())))
                .isEqualTo("rwx------");
    }

    @Test
    void aFolderThatCannotBeMadeSaysSo() throws Exception {
        Files.writeString(folder(), "a file");

        assertThatThrownBy(this::open).isInstanceOf(IOException.class);
    }
}
