package io.qqbridge.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.qqbridge.event.CommandResult;
import io.qqbridge.event.CommandResult.Outcome;
import io.qqbridge.gateway.CommandEnds.Memory;
import io.qqbridge.gateway.Marks.Question;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

/** What the next process knows of questions and commands. */
class JournalMemoryTest extends JournalCase {
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

    /** Nothing else need be written for it: the next of the account waits for no more. */
    @Test
    void theEndOfACommandSurvivesAKillOnceItIsSaidToBeWritten() throws Exception {
        JournalFolder journal = open();
        CommandResult accepted =
                new CommandResult("send-message", "1", Outcome.ACCEPTED, 0, null, null, NOON);
        for (int i = 1; i <= 20; i++) {
            journal.commandEnds().ended(command(i), accepted).join();

            assertThat(afterAKill().commandEnds().find(command(i))).isPresent();
        }
    }

    @Test
    void itIsAsOldAsItsOldestAnswer() throws Exception {
        AtomicReference<Instant> now = new AtomicReference<>(NOON);
        JournalFolder journal = openAt(now::get);
        journal.commandEnds().sending(command(1));
        now.set(NOON.plusSeconds(60));
        assertThat(journal.oldestAge()).isZero();

        long first = journal.keep(entry("1", "a"));
        now.set(NOON.plusSeconds(90));
        journal.keep(entry("2", "b"));
        now.set(NOON.plusSeconds(100));
        assertThat(journal.oldestAge()).isEqualTo(Duration.ofSeconds(40));

        journal.strike(first);
        await().until(() -> journal.oldestAge().equals(Duration.ofSeconds(10)));
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
                        NOON.plusNanos(123_456_789));
        CommandResult refused =
                new CommandResult("send-message", "1", Outcome.REJECTED, -3, "没有", null, NOON);
        CommandResult lost = new CommandResult(null, "", Outcome.UNKNOWN, null, "why", null, NOON);
        JournalFolder journal = open();
        journal.commandEnds().sending(command(1));
        journal.commandEnds().ended(command(1), added).join();
        journal.commandEnds().ended(command(2), refused).join();
        journal.commandEnds().ended(command(5), lost).join();
        journal.commandEnds().sending(command(3));

        JournalFolder next = afterAKill();
        assertThat(next.commandEnds().find(command(1))).contains(new Memory.Ended(added));
        assertThat(next.commandEnds().find(command(2))).contains(new Memory.Ended(refused));
        assertThat(next.commandEnds().find(command(3))).contains(new Memory.Sending());
        assertThat(next.commandEnds().find(command(4))).isEmpty();
        assertThat(next.commandEnds().find(command(5))).contains(new Memory.Ended(lost));

        journal.commandEnds().committed("qq.command.v1", 3, 2);
        journal.commandEnds().forget(command(3));
        journal.close();
        JournalFolder reopened = open();
        assertThat(reopened.commandEnds().find(command(1))).isEmpty();
        assertThat(reopened.commandEnds().find(command(2))).isPresent();
        assertThat(reopened.commandEnds().find(command(3))).isEmpty();
    }

    @Test
    void aCommitEndsItOverALargeGapOfOffsetsToo() throws Exception {
        JournalFolder journal = open();
        for (long offset : new long[] {1, 2, 1_000_000, 1_000_001}) {
            journal.commandEnds().ended(command(offset), SENT).join();
        }

        journal.commandEnds().committed("qq.command.v1", 3, 1_000_001);

        for (long offset : new long[] {1, 2, 1_000_000}) {
            assertThat(journal.commandEnds().find(command(offset))).isEmpty();
        }
        assertThat(journal.commandEnds().find(command(1_000_001))).isPresent();
    }

    /** Those of a partition that went to another process are never committed here. */
    @Test
    void ofTooManyTheOldestAreForgotten() throws Exception {
        JournalFolder journal = open();
        for (long offset = 0; offset <= 20_000; offset++) {
            var unused = journal.commandEnds().ended(command(offset), SENT);
        }

        assertThat(journal.commandEnds().find(command(0))).isEmpty();
        assertThat(journal.commandEnds().find(command(10_000))).isPresent();
        assertThat(journal.commandEnds().find(command(20_000))).isPresent();
    }

    @Test
    void aCommitEndsTheMemoryOfAllThatLiesBeforeItInItsPartition() throws Exception {
        CommandResult sent =
                new CommandResult("send-message", "1", Outcome.ACCEPTED, 0, null, null, NOON);
        JournalFolder earlier = open();
        // Kafka took its commit, but the process ended before it could forget the command.
        earlier.commandEnds().ended(command(1), sent).join();
        earlier.close();
        JournalFolder journal = open();
        journal.commandEnds().ended(command(5), sent).join();
        journal.commandEnds().ended(command(6), sent).join();

        journal.commandEnds().committed("qq.command.v1", 3, 6);
        journal.close();

        JournalFolder reopened = open();
        assertThat(reopened.commandEnds().find(command(1))).isEmpty();
        assertThat(reopened.commandEnds().find(command(5))).isEmpty();
        assertThat(reopened.commandEnds().find(command(6))).isPresent();
    }
}
