package io.qqbridge.gateway.tqq;

import static org.assertj.core.api.Assertions.assertThat;

import io.qqbridge.event.State;
import io.qqbridge.gateway.Marks;
import io.qqbridge.gateway.Session.Received;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;

/**
 * An answer that did not arrive, or not as it was: how long it is asked for, and when it is lost.
 */
class LostAnswersTest {
    private final ScriptedGateway gateway = new ScriptedGateway();
    private final TqqSession session = gateway.session();
    private final Asking asking = new Asking(session);

    @Test
    void whatWasNotAnsweredIsAskedForWithTheSameMark() {
        gateway.doesNotAnswer().isNotThere().doesNotAnswer().says(Asking.ONE);

        assertThat(session.receive())
                .isEqualTo(new Received.Unreachable("no answer within 10 s", false));
        assertThat(session.receive()).isEqualTo(new Received.Unreachable("nobody listens", false));
        asking.poll(1);

        assertThat(session.receive())
                .isInstanceOfSatisfying(
                        Received.Batch.class, batch -> assertThat(batch.events()).hasSize(1));
        assertThat(gateway.seqs()).containsExactly("100", "100", "100", "100");
    }

    @Test
    void anUnreadableAnswerIsAskedForAgainUntilItCanBeRead() {
        gateway.saysRaw("?").saysRaw("??").saysRaw("???").says(Asking.ONE).says("RES=0&MN=0");

        assertThat(asking.once())
                .isInstanceOfSatisfying(
                        Received.Unreadable.class,
                        unreadable ->
                                assertThat(unreadable.answer())
                                        .isEqualTo("?".getBytes(StandardCharsets.UTF_8)));
        asking.poll(4);

        assertThat(gateway.seqs()).containsExactly("100", "100", "100", "100", "101");
    }

    @Test
    void anAnswerThatCanNeverBeReadIsGivenUp() {
        for (int i = 0; i < 9; i++) {
            gateway.saysRaw("?");
        }

        for (boolean told : new boolean[] {false, true, true}) {
            assertThat(asking.once())
                    .isInstanceOfSatisfying(
                            Received.Unreadable.class,
                            unreadable -> assertThat(unreadable.told()).isEqualTo(told));
        }
        asking.poll(6);

        assertThat(gateway.seqs().subList(0, 8)).containsOnly("100");
        assertThat(gateway.seqs().getLast()).isEqualTo("101");
    }

    @Test
    void anAnswerThatIsTooLargeIsGivenUpToo() {
        for (int i = 0; i < 8; i++) {
            gateway.saysTooMuch();
        }

        assertThat(asking.once())
                .isInstanceOfSatisfying(
                        Received.Unreadable.class,
                        unreadable ->
                                assertThat(unreadable.reason())
                                        .isEqualTo("its answer is larger than anything"));
        asking.poll(6);
        assertThat(session.receive())
                .isEqualTo(new Received.Unreachable("its answer is larger than anything", true));
        gateway.says(Asking.ONE);
        asking.poll(1);

        assertThat(gateway.seqs().subList(0, 8)).containsOnly("100");
        assertThat(gateway.seqs().getLast()).isEqualTo("101");
    }

    /** It may come from something before the gateway, which knows nothing of the first answer. */
    @ParameterizedTest
    @ValueSource(strings = {"RES=7", "NULL"})
    void whatMayHaveBeenAnsweredIsAskedForAgainWhereAnErrorIsSaidInstead(String error) {
        gateway.doesNotAnswer();
        if (error.startsWith("RES")) {
            gateway.says(error);
        } else {
            gateway.saysRaw(error);
        }
        gateway.says(Asking.ONE).says("RES=0&MN=0");

        asking.poll(4);

        assertThat(gateway.seqs()).containsExactly("100", "100", "100", "101");
    }

    @Test
    void butNotForEverAndThenItMayBeLost() {
        gateway.doesNotAnswer();
        for (int i = 0; i < 8; i++) {
            gateway.says("RES=7");
        }
        asking.poll(8);

        assertThat(session.receive())
                .isEqualTo(new Received.Unreachable("it answered RES=7", true));
        gateway.says(Asking.ONE);
        asking.poll(1);

        assertThat(gateway.seqs().subList(0, 9)).containsOnly("100");
        assertThat(gateway.seqs().getLast()).isEqualTo("101");
    }

    @Test
    void thatCountsOnAfterTheSessionWasDropped() {
        gateway.doesNotAnswer().says("RES=20");
        for (int i = 0; i < 8; i++) {
            gateway.says("RES=7");
        }
        asking.poll(9);

        assertThat(session.receive())
                .isEqualTo(new Received.Unreachable("it answered RES=7", true));
        assertThat(gateway.seqs()).hasSize(10).containsOnly("100");
    }

    @Test
    void withoutRepetitionWhatIsTooLargeIsLostAtOnce() {
        TqqSession once =
                gateway.session(new Dialect("1.1", "9326B87B234E7235", false), State.ONLINE);
        gateway.saysTooMuch();

        assertThat(once.receive())
                .isEqualTo(new Received.Unreachable("its answer is larger than anything", true));
    }

    @Test
    void anAnswerThatGotLostCanStillBeHadAfterTheSessionWasDropped() {
        gateway.doesNotAnswer().says("RES=20").says(Asking.ONE).doesNotAnswer().says("RES=20");
        gateway.says("RES=20").says("RES=0&MN=0");

        asking.poll(7);

        assertThat(gateway.seqs()).containsExactly("100", "100", "100", "101", "101", "101", "102");
    }

    @Test
    void theNextProcessAsksForWhatWasOpen() {
        Marks marks = Marks.inMemory(100);
        gateway.doesNotAnswer().says(Asking.ONE);

        assertThat(gateway.session(marks, Dialect.DEFAULT).receive())
                .isInstanceOf(Received.Unreachable.class);
        assertThat(gateway.session(marks, Dialect.DEFAULT).receive())
                .isInstanceOf(Received.Batch.class);

        assertThat(gateway.seqs()).containsExactly("100", "100");
    }

    @Test
    void aGatewayThatRepeatsNoAnswerIsNeverAskedTwiceAndTheLossIsTold() {
        Marks marks = Marks.inMemory(100);
        Dialect forgetful = new Dialect("1.1", "9326B87B234E7235", false);
        TqqSession first = gateway.session(marks, forgetful);
        gateway.doesNotAnswer().saysRaw("?").says(Asking.ONE).says(Asking.ONE);

        assertThat(first.receive())
                .isEqualTo(new Received.Unreachable("no answer within 10 s", true));
        assertThat(first.receive())
                .isInstanceOfSatisfying(Received.Unreadable.class, no -> first.kept(no.mark()));
        assertThat(first.receive()).isInstanceOf(Received.Batch.class);
        TqqSession second = gateway.session(marks, forgetful);
        assertThat(second.receive())
                .isInstanceOfSatisfying(
                        Received.Unreachable.class, no -> assertThat(no.lost()).isTrue());
        assertThat(second.receive()).isInstanceOf(Received.Batch.class);

        assertThat(gateway.seqs()).containsExactly("100", "101", "102", "103");
    }

    @Test
    void anAnswerThatGotLostIsLostForGoodWhereTheNextSessionIsDroppedToo() {
        gateway.doesNotAnswer().says("RES=20").says("RES=20").says("RES=20");

        asking.poll(1);

        assertThat(session.receive()).isEqualTo(new Received.SignedOut(false));
        assertThat(session.receive()).isEqualTo(new Received.SignedOut(true));
        assertThat(session.receive()).isEqualTo(new Received.SignedOut(false));
    }
}
