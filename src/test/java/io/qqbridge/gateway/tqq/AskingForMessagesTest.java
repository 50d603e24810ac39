package io.qqbridge.gateway.tqq;

import static org.assertj.core.api.Assertions.assertThat;

import io.qqbridge.event.State;
import io.qqbridge.gateway.Marks;
import io.qqbridge.gateway.Session.Alive;
import io.qqbridge.gateway.Session.Received;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;

/** Which mark a poll has, and what its answer is taken for. */
class AskingForMessagesTest {
    private static final String ONE = "RES=0&MN=1&MT=9,&UN=3,&MG=hello,";

    private final ScriptedGateway gateway = new ScriptedGateway();
    private final TqqSession session = gateway.session();

    /** Asks so many times; what comes is safe at once. */
    private void poll(int times) {
        for (int i = 0; i < times; i++) {
            keep(session.receive());
        }
    }

    private Received keep(Received received) {
        switch (received) {
            case Received.Batch batch -> session.kept(batch.mark());
            case Received.Unreadable unreadable -> session.kept(unreadable.mark());
            case Received.Nothing nothing -> {}
            case Received.NotAsked notAsked -> {}
            case Received.SignedOut signedOut -> {}
            case Received.Unreachable unreachable -> {}
        }
        return received;
    }

    @Test
    void aPollIsTheArticlesLine() {
        gateway.says("RES=0&MN=0");

        assertThat(session.receive()).isEqualTo(new Received.Nothing());
        assertThat(gateway.lines).containsExactly("VER=1.1&CMD=GetMsgEx&SEQ=100&UIN=29501213");
    }

    @Test
    void whatWasNotAnsweredIsAskedForWithTheSameMark() {
        gateway.doesNotAnswer().isNotThere().doesNotAnswer().says(ONE);

        assertThat(session.receive())
                .isEqualTo(new Received.Unreachable("no answer within 10 s", false));
        assertThat(session.receive()).isEqualTo(new Received.Unreachable("nobody listens", false));
        poll(1);

        assertThat(session.receive())
                .isInstanceOfSatisfying(
                        Received.Batch.class, batch -> assertThat(batch.events()).hasSize(1));
        assertThat(gateway.seqs()).containsExactly("100", "100", "100", "100");
    }

    @Test
    void whatWasAnsweredNeverHasItsMarkAgain() {
        gateway.says(ONE).says("RES=0&MN=0").says("RES=20").says("RES=7").doesNotAnswer().says(ONE);

        poll(7);

        assertThat(gateway.seqs()).containsExactly("100", "101", "102", "103", "104", "104", "105");
    }

    @Test
    void anUnreadableAnswerIsAskedForAgainUntilItCanBeRead() {
        gateway.saysRaw("?").saysRaw("??").saysRaw("???").says(ONE).says("RES=0&MN=0");

        assertThat(keep(session.receive()))
                .isInstanceOfSatisfying(
                        Received.Unreadable.class,
                        unreadable ->
                                assertThat(unreadable.answer())
                                        .isEqualTo("?".getBytes(StandardCharsets.UTF_8)));
        poll(4);

        assertThat(gateway.seqs()).containsExactly("100", "100", "100", "100", "101");
    }

    @Test
    void anAnswerThatCanNeverBeReadIsGivenUp() {
        for (int i = 0; i < 9; i++) {
            gateway.saysRaw("?");
        }

        for (boolean told : new boolean[] {false, true, true}) {
            assertThat(keep(session.receive()))
                    .isInstanceOfSatisfying(
                            Received.Unreadable.class,
                            unreadable -> assertThat(unreadable.told()).isEqualTo(told));
        }
        poll(6);

        assertThat(gateway.seqs().subList(0, 8)).containsOnly("100");
        assertThat(gateway.seqs().getLast()).isEqualTo("101");
    }

    @Test
    void anAnswerThatIsTooLargeIsGivenUpToo() {
        for (int i = 0; i < 8; i++) {
            gateway.saysTooMuch();
        }

        assertThat(keep(session.receive()))
                .isInstanceOfSatisfying(
                        Received.Unreadable.class,
                        unreadable ->
                                assertThat(unreadable.reason())
                                        .isEqualTo("its answer is larger than anything"));
        poll(6);
        assertThat(session.receive())
                .isEqualTo(new Received.Unreachable("its answer is larger than anything", true));
        gateway.says(ONE);
        poll(1);

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
        gateway.says(ONE).says("RES=0&MN=0");

        poll(4);

        assertThat(gateway.seqs()).containsExactly("100", "100", "100", "101");
    }

    @Test
    void butNotForEverAndThenItMayBeLost() {
        gateway.doesNotAnswer();
        for (int i = 0; i < 8; i++) {
            gateway.says("RES=7");
        }
        poll(8);

        assertThat(session.receive())
                .isEqualTo(new Received.Unreachable("it answered RES=7", true));
        gateway.says(ONE);
        poll(1);

        assertThat(gateway.seqs().subList(0, 9)).containsOnly("100");
        assertThat(gateway.seqs().getLast()).isEqualTo("101");
    }

    @Test
    void thatCountsOnAfterTheSessionWasDropped() {
        gateway.doesNotAnswer().says("RES=20");
        for (int i = 0; i < 8; i++) {
            gateway.says("RES=7");
        }
        poll(9);

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
    void whatIsNotSafeYetIsAskedForAgain() {
        gateway.says(ONE).says(ONE).says("RES=0&MN=0");

        assertThat(session.receive()).isInstanceOf(Received.Batch.class);
        session.kept(99);
        poll(2);

        assertThat(gateway.seqs()).containsExactly("100", "100", "101");
    }

    @Test
    void anAnswerThatGotLostCanStillBeHadAfterTheSessionWasDropped() {
        gateway.doesNotAnswer().says("RES=20").says(ONE).doesNotAnswer().says("RES=20");
        gateway.says("RES=20").says("RES=0&MN=0");

        poll(7);

        assertThat(gateway.seqs()).containsExactly("100", "100", "100", "101", "101", "101", "102");
    }

    @Test
    void theNextProcessAsksForWhatWasOpen() {
        Marks marks = Marks.inMemory(100);
        gateway.doesNotAnswer().says(ONE);

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
        gateway.doesNotAnswer().saysRaw("?").says(ONE).says(ONE);

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
    void otherRequestsInBetweenDoNotDisturbTheMark() {
        gateway.doesNotAnswer().says("RES=0&FN=1&SN=0").says(ONE);

        poll(1);
        assertThat(session.stayAlive()).isEqualTo(Alive.HEARD);
        poll(1);

        assertThat(gateway.seqs()).containsExactly("100", "101", "100");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CMD=GETMSGEX&SEQ=99&UIN=29501213|its SEQ is not the one that was sent",
                "CMD=GETMSGEX&SEQ=100&UIN=29501214|its UIN is another account's",
                "CMD=LIST&SEQ=100&UIN=29501213&FN=1&SN=0"
                        + "|it answers another command than GetMsgEx",
                "CMD=Login&SEQ=100&UIN=29501213&RS=0|it answers another command than GetMsgEx"
            })
    void anAnswerToSomethingElseIsUnreadable(String fields, String reason) {
        gateway.saysRaw("VER=1.1&" + fields + "&RES=0&MN=0");

        assertThat(session.receive())
                .isInstanceOfSatisfying(
                        Received.Unreadable.class,
                        unreadable -> assertThat(unreadable.reason()).isEqualTo(reason));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CMD=GETMSGEX&SEQ=-1&UIN=29501213",
                "CMD=GETMSGEX&SEQ=&UIN=",
                "CMD=GETMSGEX",
                "CMD=getmsgex&SEQ=100&UIN=29501213"
            })
    void anAnswerMayLeaveOutWhoseItIs(String fields) {
        gateway.saysRaw("VER=1.1&" + fields + "&" + ONE);

        assertThat(session.receive()).isInstanceOf(Received.Batch.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "RES=0&MN=2&MT=9,&UN=3,&MG=hello,",
                "RES=0&MN=1&MT=9,9,&UN=3,&MG=hello,",
                "RES=0&MN=many&MT=9&UN=3&MG=hello",
                "MN=0",
                "RES=0"
            })
    void anAnswerThatContradictsItselfIsKeptWholeAndNotHalfUsed(String fields) {
        gateway.says(fields);

        assertThat(session.receive())
                .isInstanceOfSatisfying(
                        Received.Unreadable.class,
                        unreadable ->
                                assertThat(new String(unreadable.answer(), StandardCharsets.UTF_8))
                                        .endsWith(fields));
    }

    @Test
    void aSessionThatTheGatewayForgotIsSignedOut() {
        gateway.says("RES=20");

        assertThat(session.receive()).isEqualTo(new Received.SignedOut());
    }

    @Test
    void aFailureIsTriedAgainWithItsCodeTold() {
        gateway.says("RES=7").saysRaw("NULL");

        assertThat(session.receive())
                .isEqualTo(new Received.Unreachable("it answered RES=7", false));
        assertThat(session.receive())
                .isEqualTo(
                        new Received.Unreachable(
                                "it answered something else than was asked", false));
    }

    @Test
    void aSignOfLifeFetchesNoMessages() {
        gateway.says("RES=0&FN=1&SN=0").says("RES=20").isNotThere().doesNotAnswer().saysRaw("?");

        assertThat(session.stayAlive()).isEqualTo(Alive.HEARD);
        assertThat(session.stayAlive()).isEqualTo(Alive.SIGNED_OUT);
        assertThat(session.stayAlive()).isEqualTo(Alive.UNREACHABLE);
        assertThat(session.stayAlive()).isEqualTo(Alive.UNREACHABLE);
        assertThat(session.stayAlive()).isEqualTo(Alive.UNREACHABLE);
        assertThat(gateway.lines).noneMatch(line -> line.contains("GetMsgEx"));
    }
}
