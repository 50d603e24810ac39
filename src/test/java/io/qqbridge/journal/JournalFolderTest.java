package io.qqbridge.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.qqbridge.gateway.Journal;
import io.qqbridge.gateway.Journal.Entry;
import io.qqbridge.gateway.Journal.Kept;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** What is in the journal is there again when the next process opens it. */
class JournalFolderTest extends JournalCase {
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
