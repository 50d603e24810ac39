package io.qqbridge.gateway.tqq;

import static org.assertj.core.api.Assertions.assertThat;

import io.qqbridge.gateway.Session.Alive;
import io.qqbridge.gateway.Session.Received;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;

/** Which mark a poll has, and what its answer is taken for. */
class AskingForMessagesTest {
    private final ScriptedGateway gateway = new ScriptedGateway();
    private final TqqSession session = gateway.session();
    private final Asking asking = new Asking(session);

    @Test
    void aPollIsTheArticlesLine() {
        gateway.says("RES=0&MN=0");

        assertThat(session.receive()).isEqualTo(new Received.Nothing());
        assertThat(gateway.lines).containsExactly("VER=1.1&CMD=GetMsgEx&SEQ=100&UIN=29501213");
    }

    @Test
    void whatWasAnsweredNeverHasItsMarkAgain() {
        gateway.says(Asking.ONE)
                .says("RES=0&MN=0")
                .says("RES=20")
                .says("RES=7")
                .doesNotAnswer()
                .says(Asking.ONE);

        asking.poll(7);

        assertThat(gateway.seqs()).containsExactly("100", "101", "102", "103", "104", "104", "105");
    }

    @Test
    void whatIsNotSafeYetIsAskedForAgain() {
        gateway.says(Asking.ONE).says(Asking.ONE).says("RES=0&MN=0");

        assertThat(session.receive()).isInstanceOf(Received.Batch.class);
        session.kept(99);
        asking.poll(2);

        assertThat(gateway.seqs()).containsExactly("100", "100", "101");
    }

    @Test
    void otherRequestsInBetweenDoNotDisturbTheMark() {
        gateway.doesNotAnswer().says("RES=0&FN=1&SN=0").says(Asking.ONE);

        asking.poll(1);
        assertThat(session.stayAlive()).isEqualTo(new Alive.Heard());
        asking.poll(1);

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
        gateway.saysRaw("VER=1.1&" + fields + "&" + Asking.ONE);

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

        assertThat(session.receive()).isEqualTo(new Received.SignedOut(false));
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

        assertThat(session.stayAlive()).isEqualTo(new Alive.Heard());
        assertThat(session.stayAlive()).isEqualTo(new Alive.SignedOut());
        assertThat(session.stayAlive()).isInstanceOf(Alive.Unreachable.class);
        assertThat(session.stayAlive()).isInstanceOf(Alive.Unreachable.class);
        assertThat(session.stayAlive()).isInstanceOf(Alive.Unreachable.class);
        assertThat(gateway.lines).noneMatch(line -> line.contains("GetMsgEx"));
    }
}
