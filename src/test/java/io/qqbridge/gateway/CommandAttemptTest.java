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
import io.qqbridge.event.DeadLetter;
import io.qqbridge.event.SessionState;
import io.qqbridge.gateway.Commands.Done;
import io.qqbridge.gateway.Session.Executed;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Optional;

/** How one command comes to its one end. */
class CommandAttemptTest {
    private final OneCommand one = new OneCommand();

    @Test
    void whatTheGatewayCarriedOutIsAccepted() {
        one.gatewayAnswers(new Executed.Accepted(new CommandResult.Answer.Consent(true)));

        Done done = one.run();

        assertEnd(done, Outcome.ACCEPTED, null);
        assertThat(done.result().code()).isZero();
        assertThat(done.result().data()).isEqualTo(new CommandResult.Answer.Consent(true));
        assertThat(done.deadLetter()).isEmpty();
        assertThat(one.life.session.calls).containsExactly("add-contact 7");
    }

    @Test
    void whatTheGatewayRefusedIsRejectedWithItsCode() {
        one.gatewayAnswers(new Executed.Rejected(7, "the gateway answered RES=7"));

        Done done = one.run();

        assertEnd(done, Outcome.REJECTED, "the gateway answered RES=7");
        assertThat(done.result().code()).isEqualTo(7);
        assertThat(done.deadLetter()).isEmpty();
        assertThat(one.life.session.calls).hasSize(1);
    }

    @Test
    void whatCouldNotBeSentIsSentLater() {
        one.gatewayAnswers(NOT_SENT, NOT_SENT, NOT_SENT, ACCEPTED);

        assertEnd(one.run(), Outcome.ACCEPTED, null);
        assertThat(one.life.time.pauses())
                .containsExactly(
                        Duration.ofMillis(200), Duration.ofMillis(400), Duration.ofMillis(800));
    }

    @Test
    void aSilentAccountSendsAsAnyOther() {
        one.become(SessionState.SILENT, "nothing came");
        one.gatewayAnswers(ACCEPTED);

        assertEnd(one.run(), Outcome.ACCEPTED, null);
    }

    @Test
    void whatCouldNotBeSentInTimeIsRejected() {
        one.gatewayAnswers(NOT_SENT);

        Done done = one.run();

        assertEnd(done, Outcome.REJECTED, "could not be sent to the gateway: nobody listens");
        assertThat(done.result().code()).isNull();
        assertThat(done.deadLetter()).isEmpty();
        assertThat(one.life.time.passed()).isBetween(Duration.ofSeconds(20), PATIENCE);
    }

    @Test
    void whatWasNotAnsweredIsSentAgainWithTheSameMark() {
        one.gatewayAnswers(UNANSWERED, UNANSWERED, ACCEPTED);

        assertEnd(one.run(), Outcome.ACCEPTED, null);
        assertThat(one.life.session.calls)
                .containsExactly("add-contact 7", "add-contact 7", "add-contact 7");
    }

    @Test
    void whatIsNeverAnsweredIsUnknownAndKept() {
        one.gatewayAnswers(UNANSWERED);

        Done done = one.run();

        assertEnd(
                done,
                Outcome.UNKNOWN,
                "sent, but the gateway did not answer: no answer within 10 s");
        DeadLetter letter = done.deadLetter().orElseThrow();
        assertThat(letter.received()).isEqualTo(one.record.value());
        assertThat(letter.stage()).isEqualTo(DeadLetter.Stage.COMMAND);
        assertThat(letter.origin()).isEqualTo(one.record.origin());
        assertThat(letter.headers()).isEqualTo(one.record.headers());
        assertThat(letter.reason()).isEqualTo(done.result().reason());
        assertThat(one.life.session.calls).hasSizeGreaterThan(5).containsOnly("add-contact 7");
    }

    @Test
    void whatWasSentOnceStaysUnknownEvenIfItCannotBeSentAgain() {
        one.gatewayAnswers(UNANSWERED, NOT_SENT);

        assertThat(one.run().result().outcome()).isEqualTo(Outcome.UNKNOWN);
    }

    @Test
    void whatWasSentOnceStaysUnknownWhenTheAccountIsTakenOver() {
        one.life.session.execute =
                (command, seq) -> {
                    one.become(SessionState.TAKEN_OVER, "somebody else");
                    return UNANSWERED;
                };

        assertThat(one.run().result().outcome()).isEqualTo(Outcome.UNKNOWN);
    }

    @Test
    void whatHasExpiredIsNotSent() {
        CommandRecord late =
                Records.of(
                        7,
                        "29501213",
                        "{'command':'add-contact','contact':'3',"
                                + "'expiresAt':'2026-01-31T12:00:00Z'}");

        Done done = one.run(late, PATIENCE);

        assertEnd(done, Outcome.EXPIRED, "its expiresAt has passed");
        assertThat(done.deadLetter()).isEmpty();
        assertThat(one.life.session.calls).isEmpty();
    }

    @Test
    void aLogoutThatHasExpiredIsNotCarriedOut() {
        CommandRecord late =
                Records.of(
                        7, "29501213", "{'command':'logout','expiresAt':'2026-01-31T12:00:00Z'}");

        assertThat(one.run(late, PATIENCE).result().outcome()).isEqualTo(Outcome.EXPIRED);
    }

    @Test
    void whatExpiresWhileItIsTriedIsNotTriedAgain() {
        CommandRecord soonLate =
                Records.of(
                        7,
                        "29501213",
                        "{'command':'add-contact','contact':'3',"
                                + "'expiresAt':'2026-01-31T12:00:01Z'}");
        one.gatewayAnswers(NOT_SENT);
        assertEnd(one.run(soonLate, PATIENCE), Outcome.EXPIRED, "its expiresAt has passed");
        assertThat(one.life.session.calls).hasSize(3);
    }

    @Test
    void whatExpiresAfterItWasSentIsUnknown() {
        CommandRecord soonLate =
                Records.of(
                        7,
                        "29501213",
                        "{'command':'add-contact','contact':'3',"
                                + "'expiresAt':'2026-01-31T12:00:01Z'}");
        one.gatewayAnswers(UNANSWERED);

        assertThat(one.run(soonLate, PATIENCE).result().outcome()).isEqualTo(Outcome.UNKNOWN);
    }

    @Test
    void anAccountThatNobodyKnowsIsRejectedAndTheRecordKept() {
        Done done =
                one.attempt.run(one.record, Records.read(one.record), Optional.empty(), PATIENCE);

        assertEnd(
                done,
                Outcome.REJECTED,
                "its account is not in the configuration (key qq.accounts.file)");
        assertThat(done.deadLetter())
                .hasValueSatisfying(
                        letter -> assertThat(letter.received()).isEqualTo(one.record.value()));
    }

    @Test
    void anAccountThatIsOnItsWayIsWaitedForSoLong() {
        one.become(SessionState.RECONNECTING, "the gateway does not answer");

        long start = System.nanoTime();
        Done done = one.run(one.record, Duration.ofMillis(30));

        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isGreaterThan(Duration.ofMillis(29));
        assertEnd(
                done,
                Outcome.REJECTED,
                "the account is not online (reconnecting): the gateway does not answer");
        assertThat(one.life.session.calls).isEmpty();
    }

    @Test
    void anAccountThatWaitsForAPersonIsNotWaitedFor() {
        one.become(SessionState.REFUSED, "wrong password");

        assertEnd(
                one.run(one.record, Duration.ofDays(1)),
                Outcome.REJECTED,
                "the account is not online (refused): wrong password");
        assertThat(one.life.session.calls).isEmpty();
    }

    @Test
    void aSessionThatTheGatewayForgotIsWaitedFor() {
        one.gatewayAnswers(new Executed.SignedOut(), ACCEPTED);

        assertEnd(one.run(), Outcome.ACCEPTED, null);
    }

    @Test
    void withoutPatienceItIsTriedOnce() {
        one.gatewayAnswers(NOT_SENT, ACCEPTED);

        assertThat(one.run(one.record, Duration.ZERO).result().outcome())
                .isEqualTo(Outcome.REJECTED);
        assertThat(one.life.session.calls).hasSize(1);
    }
}
