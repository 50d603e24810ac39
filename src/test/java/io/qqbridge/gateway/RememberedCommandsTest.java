package io.qqbridge.gateway;

import static io.qqbridge.gateway.OneCommand.ACCEPTED;
import static io.qqbridge.gateway.OneCommand.NOT_SENT;
import static io.qqbridge.gateway.OneCommand.PATIENCE;
import static io.qqbridge.gateway.OneCommand.UNANSWERED;
import static io.qqbridge.gateway.OneCommand.assertEnd;

import static org.assertj.core.api.Assertions.assertThat;

import io.qqbridge.event.CommandRecord;
import io.qqbridge.event.CommandResult;
import io.qqbridge.event.CommandResult.Outcome;
import io.qqbridge.event.SessionState;
import io.qqbridge.gateway.Commands.Done;
import io.qqbridge.gateway.Session.Executed;

import org.junit.jupiter.api.Test;

import java.time.Duration;

/** What the disk remembers of a command decides what becomes of it when it is read again. */
class RememberedCommandsTest {
    private final OneCommand one = new OneCommand();

    @Test
    void whatCameToItsEndBeforeACrashComesToTheSameEndAndIsNotSentAgain() {
        one.gatewayAnswers(new Executed.Accepted(new CommandResult.Answer.Consent(true)));
        Done before = one.run();

        Done again = one.run();

        assertThat(again.result()).isEqualTo(before.result());
        assertThat(again.deadLetter()).isEmpty();
        assertThat(one.life.session.calls).hasSize(1);
    }

    @Test
    void whatWasCarriedOutHasNotExpiredWhenItIsReadAgain() {
        CommandRecord brief =
                Records.of(
                        9,
                        "29501213",
                        "{'command':'add-contact','contact':'3','expiresAt':'%s'}"
                                .formatted(VirtualTime.START.plusSeconds(10)));
        assertThat(one.run(brief, PATIENCE).result().outcome()).isEqualTo(Outcome.ACCEPTED);

        one.life.time.pause(Duration.ofMinutes(1));

        assertThat(one.run(brief, PATIENCE).result().outcome()).isEqualTo(Outcome.ACCEPTED);
    }

    @Test
    void whatNeverReachedTheNetworkIsTriedAfreshWhenItIsReadAgain() {
        one.become(SessionState.STOPPED, "logged out on command");
        assertThat(one.run().result().outcome()).isEqualTo(Outcome.REJECTED);

        one.become(SessionState.ONLINE, "logged in");
        assertThat(one.run().result().outcome()).isEqualTo(Outcome.ACCEPTED);
    }

    @Test
    void whatWaitsWhenTheBridgeStopsEndsAtOnceAndIsNotRemembered() {
        one.become(SessionState.CONNECTING, "starting");
        one.life.loop.status().release();

        assertEnd(one.run(), Outcome.REJECTED, "the account is not online (connecting): starting");
        assertThat(one.life.time.passed()).isZero();
        assertThat(one.ends.find(one.record)).isEmpty();
    }

    @Test
    void whatHasNoAnswerWhenTheBridgeStopsIsAskedAgainByTheNext() {
        one.life.loop.status().release();
        one.gatewayAnswers(UNANSWERED, ACCEPTED);
        assertThat(one.run().result().outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(one.ends.find(one.record)).isEmpty();

        assertThat(one.run().result().outcome()).isEqualTo(Outcome.ACCEPTED);
    }

    @Test
    void whatWasUnknownBeforeACrashIsUnknownAgainAndKeptAgain() {
        one.gatewayAnswers(UNANSWERED);
        Done before = one.run();
        int sent = one.life.session.calls.size();

        Done again = one.run();

        assertThat(again.result()).isEqualTo(before.result());
        assertThat(again.deadLetter()).isPresent();
        assertThat(one.life.session.calls).hasSize(sent);
    }

    @Test
    void aNetworkThatMayNotBeAskedTwiceIsAskedOnce() {
        one.life.session.mayRepeat = false;
        one.gatewayAnswers(UNANSWERED, ACCEPTED);

        Done done = one.run();

        assertEnd(
                done,
                Outcome.UNKNOWN,
                "sent, but the gateway did not answer: no answer within 10 s");
        assertThat(done.deadLetter()).isPresent();
        assertThat(one.life.session.calls).hasSize(1);
    }

    @Test
    void suchANetworkIsAskedAgainOnlyWhenNothingWasSent() {
        one.life.session.mayRepeat = false;
        one.gatewayAnswers(NOT_SENT, ACCEPTED);

        assertEnd(one.run(), Outcome.ACCEPTED, null);
        assertThat(one.ends.sending).containsExactly(one.record, one.record);
    }

    @Test
    void whatWasBeingSentToSuchANetworkWhenTheBridgeEndedIsUnknown() throws Exception {
        one.ends.sending(one.record);

        Done done = one.run();

        assertEnd(
                done,
                Outcome.UNKNOWN,
                "sent, but the gateway did not answer: the bridge ended while it was being sent");
        assertThat(one.life.session.calls).isEmpty();
    }

    @Test
    void nothingIsSentToSuchANetworkThatTheDiskDoesNotRemember() {
        one.life.session.mayRepeat = false;
        one.ends.refuses = true;

        assertEnd(one.run(), Outcome.REJECTED, "not sent: the disk is full");
        assertThat(one.life.session.calls).isEmpty();
    }
}
