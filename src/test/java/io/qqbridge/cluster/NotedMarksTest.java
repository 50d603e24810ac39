package io.qqbridge.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.qqbridge.gateway.Marks;
import io.qqbridge.gateway.Marks.Question;
import io.qqbridge.gateway.Time;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** A question is asked when whoever has the account next can ask it again. */
class NotedMarksTest {
    private final NotebookFixture kafka = new NotebookFixture();
    private boolean isHeard = true;
    private final Marks marks = marksWhereKafka(NotebookFixture::take);

    /** Those of a process for which Kafka does this while it waits. */
    private Marks marksWhereKafka(Consumer<NotebookFixture> answers) {
        return new NotedMarks(
                Marks.inMemory(100), kafka.notes, () -> isHeard, new Waiting(answers));
    }

    /** Kafka's answer comes while somebody waits for it, or never. */
    private final class Waiting implements Time {
        private final Consumer<NotebookFixture> answers;

        Waiting(Consumer<NotebookFixture> answers) {
            this.answers = answers;
        }

        @Override
        public Instant now() {
            return Instant.EPOCH;
        }

        @Override
        public long nanos() {
            return 0;
        }

        @Override
        public void pause(Duration about) {
            throw new AssertionError("it waits for Kafka, and for nothing else");
        }

        @Override
        public boolean await(CompletableFuture<?> end, Duration atMost) {
            answers.accept(kafka);
            return end.isDone();
        }
    }

    private static String noted(Question question) {
        return "10001: 1 %s %d 0 -1".formatted(question.asker(), question.open());
    }

    @Test
    void itMayBeAskedWhenKafkaKnows() {
        Question question = marks.question("10001");
        assertThat(question.open()).isZero();

        assertThat(question.ask(7)).isTrue();

        assertThat(question.open()).isEqualTo(7);
        assertThat(kafka.sent()).containsExactly(noted(question));
    }

    @Test
    void itMustNotBeAskedWhenKafkaRefuses() {
        Question question = marksWhereKafka(NotebookFixture::refuse).question("10001");

        assertThat(question.ask(7)).isFalse();
    }

    @Test
    void itMustNotBeAskedWhenKafkaIsSilent() {
        Question question = marksWhereKafka(silent -> {}).question("10001");

        assertThat(question.ask(7)).isFalse();
    }

    @Test
    void itMustNotBeAskedByWhoStoodStillMeanwhile() {
        Marks standing =
                marksWhereKafka(
                        taken -> {
                            taken.take();
                            isHeard = false;
                        });

        assertThat(standing.question("10001").ask(7)).isFalse();
    }

    /** The ids of what the answer brings are those that the first asker would have given. */
    @Test
    void theNextOwnerAsksTheOpenQuestionAgainInTheNameOfTheFirst() {
        Question first = marks.question("10001");
        assertThat(first.ask(7)).isTrue();

        Question next = marksWhereKafka(NotebookFixture::take).question("10001");
        assertThat(next.open()).isEqualTo(7);
        assertThat(next.ask(7)).isTrue();
        assertThat(next.asker()).isEqualTo(first.asker());

        next.close();
        assertThat(next.ask(8)).isTrue();
        assertThat(next.asker()).isNotEqualTo(first.asker());
        assertThat(kafka.sent()).last().isEqualTo(noted(next));
    }

    @Test
    void whoLeavesWithNothingOpenLeavesNothingToAskAgain() {
        Question question = marks.question("10001");
        assertThat(question.ask(7)).isTrue();
        question.leave();
        assertThat(marks.question("10001").open()).isEqualTo(7);

        question.close();
        question.leave();
        assertThat(marks.question("10001").open()).isZero();
        assertThat(kafka.sent()).hasSize(2);
    }

    @Test
    void newMarksAreTheProcesssOwn() {
        assertThat(marks.next()).isEqualTo(100);
        assertThat(marks.next()).isEqualTo(101);
    }
}
