package io.qqbridge.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.qqbridge.event.CommandRecord;
import io.qqbridge.event.CommandResult;
import io.qqbridge.event.CommandResult.Outcome;
import io.qqbridge.event.DeadLetter;
import io.qqbridge.event.SessionState;
import io.qqbridge.gateway.Commands.Done;
import io.qqbridge.gateway.Session.Executed;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** How one command comes to its one end. */
class CommandAttemptTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Executed ACCEPTED = new Executed.Accepted(null);
    private static final Executed NOT_SENT = new Executed.NotSent("nobody listens");
    private static final Executed UNANSWERED = new Executed.Unanswered("no answer within 10 s");

    private final Life life = new Life();
    private final FakeEnds ends = new FakeEnds();
    private final CommandAttempt attempt = new CommandAttempt(ends, life.time);
    private final CommandRecord record = Records.add(7, "29501213");

    @BeforeEach
    void online() {
        become(SessionState.ONLINE, "logged in");
    }

    private void become(SessionState state, String reason) {
        assertThat(life.loop.status().change(state, reason, life.time.now(), 0, "")).isPresent();
    }

    private void gatewayAnswers(Executed... inTurn) {
        Supplier<Executed> answers = FakeSession.inTurn(inTurn);
        life.session.execute = (command, seq) -> answers.get();
    }

    private Done run(CommandRecord record, Duration patience) {
        return attempt.run(record, Records.read(record), Optional.of(life.loop), patience);
    }

    private static void assertEnd(
            Done done, Outcome outcome, @org.jspecify.annotations.Nullable String reason) {
        assertThat(done.result().outcome()).isEqualTo(outcome);
        assertThat(done.result().reason()).isEqualTo(reason);
        assertThat(done.result().account()).isEqualTo("29501213");
        assertThat(done.result().command()).isEqualTo("add-contact");
    }

    @Test
    void whatTheGatewayCarriedOutIsAccepted() {
        gatewayAnswers(new Executed.Accepted(new CommandResult.Answer.Consent(true)));

        Done done = run(record, PATIENCE);

        assertEnd(done, Outcome.ACCEPTED, null);
        assertThat(done.result().code()).isZero();
        assertThat(done.result().data()).isEqualTo(new CommandResult.Answer.Consent(true));
        assertThat(done.deadLetter()).isEmpty();
        assertThat(life.session.calls).containsExactly("add-contact 7");
    }

    @Test
    void whatTheGatewayRefusedIsRejectedWithItsCode() {
        gatewayAnswers(new Executed.Rejected(7, "the gateway answered RES=7"));

        Done done = run(record, PATIENCE);

        assertEnd(done, Outcome.REJECTED, "the gateway answered RES=7");
        assertThat(done.result().code()).isEqualTo(7);
        assertThat(done.deadLetter()).isEmpty();
        assertThat(life.session.calls).hasSize(1);
    }

    @Test
    void whatCouldNotBeSentIsSentLater() {
        gatewayAnswers(NOT_SENT, NOT_SENT, NOT_SENT, ACCEPTED);

        assertEnd(run(record, PATIENCE), Outcome.ACCEPTED, null);
        assertThat(life.time.pauses())
                .containsExactly(
                        Duration.ofMillis(200), Duration.ofMillis(400), Duration.ofMillis(800));
    }

    @Test
    void whatCouldNotBeSentInTimeIsRejected() {
        gatewayAnswers(NOT_SENT);

        Done done = run(record, PATIENCE);

        assertEnd(done, Outcome.REJECTED, "could not be sent to the gateway: nobody listens");
        assertThat(done.result().code()).isNull();
        assertThat(done.deadLetter()).isEmpty();
        assertThat(life.time.passed()).isBetween(Duration.ofSeconds(20), PATIENCE);
    }

    @Test
    void whatWasNotAnsweredIsSentAgainWithTheSameMark() {
        gatewayAnswers(UNANSWERED, UNANSWERED, ACCEPTED);

        assertEnd(run(record, PATIENCE), Outcome.ACCEPTED, null);
        assertThat(life.session.calls)
                .containsExactly("add-contact 7", "add-contact 7", "add-contact 7");
    }

    @Test
    void whatIsNeverAnsweredIsUnknownAndKept() {
        gatewayAnswers(UNANSWERED);

        Done done = run(record, PATIENCE);

        assertEnd(
                done,
                Outcome.UNKNOWN,
                "sent, but the gateway did not answer: no answer within 10 s");
        DeadLetter letter = done.deadLetter().orElseThrow();
        assertThat(letter.received()).isEqualTo(record.value());
        assertThat(letter.stage()).isEqualTo(DeadLetter.Stage.COMMAND);
        assertThat(letter.origin()).isEqualTo(record.origin());
        assertThat(letter.headers()).isEqualTo(record.headers());
        assertThat(letter.reason()).isEqualTo(done.result().reason());
        assertThat(life.session.calls).hasSizeGreaterThan(5).containsOnly("add-contact 7");
    }

    @Test
    void whatWasSentOnceStaysUnknownEvenIfItCannotBeSentAgain() {
        gatewayAnswers(UNANSWERED, NOT_SENT);

        assertThat(run(record, PATIENCE).result().outcome()).isEqualTo(Outcome.UNKNOWN);
    }

    @Test
    void whatWasSentOnceStaysUnknownWhenTheAccountIsTakenOver() {
        life.session.execute =
                (command, seq) -> {
                    become(SessionState.TAKEN_OVER, "somebody else");
                    return UNANSWERED;
                };

        assertThat(run(record, PATIENCE).result().outcome()).isEqualTo(Outcome.UNKNOWN);
    }

    @Test
    void whatHasExpiredIsNotSent() {
        CommandRecord late =
                Records.of(
                        7,
                        "29501213",
                        "{'command':'add-contact','contact':'3',"
                                + "'expiresAt':'2026-01-31T12:00:00Z'}");

        Done done = run(late, PATIENCE);

        assertEnd(done, Outcome.EXPIRED, "its expiresAt has passed");
        assertThat(done.deadLetter()).isEmpty();
        assertThat(life.session.calls).isEmpty();
    }

    @Test
    void aLogoutThatHasExpiredIsNotCarriedOut() {
        CommandRecord late =
                Records.of(
                        7, "29501213", "{'command':'logout','expiresAt':'2026-01-31T12:00:00Z'}");

        assertThat(run(late, PATIENCE).result().outcome()).isEqualTo(Outcome.EXPIRED);
    }

    @Test
    void whatExpiresWhileItIsTriedIsNotTriedAgain() {
        CommandRecord soonLate =
                Records.of(
                        7,
                        "29501213",
                        "{'command':'add-contact','contact':'3',"
                                + "'expiresAt':'2026-01-31T12:00:01Z'}");
        gatewayAnswers(NOT_SENT);
        assertEnd(run(soonLate, PATIENCE), Outcome.EXPIRED, "its expiresAt has passed");
        assertThat(life.session.calls).hasSize(3);
    }

    @Test
    void whatExpiresAfterItWasSentIsUnknown() {
        CommandRecord soonLate =
                Records.of(
                        7,
                        "29501213",
                        "{'command':'add-contact','contact':'3',"
                                + "'expiresAt':'2026-01-31T12:00:01Z'}");
        gatewayAnswers(UNANSWERED);

        assertThat(run(soonLate, PATIENCE).result().outcome()).isEqualTo(Outcome.UNKNOWN);
    }

    @Test
    void anAccountThatNobodyKnowsIsRejectedAndTheRecordKept() {
        Done done = attempt.run(record, Records.read(record), Optional.empty(), PATIENCE);

        assertEnd(
                done,
                Outcome.REJECTED,
                "account 29501213 is not in the configuration (key qq.accounts.file)");
        assertThat(done.deadLetter())
                .hasValueSatisfying(
                        letter -> assertThat(letter.received()).isEqualTo(record.value()));
    }

    @Test
    void anAccountThatIsOnItsWayIsWaitedForSoLong() {
        become(SessionState.RECONNECTING, "the gateway does not answer");

        long start = System.nanoTime();
        Done done = run(record, Duration.ofMillis(30));

        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isGreaterThan(Duration.ofMillis(29));
        assertEnd(
                done,
                Outcome.REJECTED,
                "the account is not online (reconnecting): the gateway does not answer");
        assertThat(life.session.calls).isEmpty();
    }

    @Test
    void anAccountThatWaitsForAPersonIsNotWaitedFor() {
        become(SessionState.REFUSED, "wrong password");

        assertEnd(
                run(record, Duration.ofDays(1)),
                Outcome.REJECTED,
                "the account is not online (refused): wrong password");
        assertThat(life.session.calls).isEmpty();
    }

    @Test
    void aSessionThatTheGatewayForgotIsWaitedFor() {
        gatewayAnswers(new Executed.SignedOut(), ACCEPTED);

        assertEnd(run(record, PATIENCE), Outcome.ACCEPTED, null);
    }

    @Test
    void withoutPatienceItIsTriedOnce() {
        gatewayAnswers(NOT_SENT, ACCEPTED);

        assertThat(run(record, Duration.ZERO).result().outcome()).isEqualTo(Outcome.REJECTED);
        assertThat(life.session.calls).hasSize(1);
    }

    @Test
    void whatCameToItsEndBeforeACrashComesToTheSameEndAndIsNotSentAgain() {
        gatewayAnswers(new Executed.Accepted(new CommandResult.Answer.Consent(true)));
        Done before = run(record, PATIENCE);

        Done again = run(record, PATIENCE);

        assertThat(again.result()).isEqualTo(before.result());
        assertThat(again.deadLetter()).isEmpty();
        assertThat(life.session.calls).hasSize(1);
    }

    @Test
    void whatWasCarriedOutHasNotExpiredWhenItIsReadAgain() {
        CommandRecord brief =
                Records.of(
                        9,
                        "29501213",
                        "{'command':'add-contact','contact':'3','expiresAt':'%s'}"
                                .formatted(VirtualTime.START.plusSeconds(10)));
        assertThat(run(brief, PATIENCE).result().outcome()).isEqualTo(Outcome.ACCEPTED);

        life.time.pause(Duration.ofMinutes(1));

        assertThat(run(brief, PATIENCE).result().outcome()).isEqualTo(Outcome.ACCEPTED);
    }

    @Test
    void whatNeverReachedTheNetworkIsTriedAfreshWhenItIsReadAgain() {
        become(SessionState.STOPPED, "logged out on command");
        assertThat(run(record, PATIENCE).result().outcome()).isEqualTo(Outcome.REJECTED);

        become(SessionState.ONLINE, "logged in");
        assertThat(run(record, PATIENCE).result().outcome()).isEqualTo(Outcome.ACCEPTED);
    }

    @Test
    void whatWaitsWhenTheBridgeStopsEndsAtOnceAndIsNotRemembered() {
        become(SessionState.CONNECTING, "starting");
        life.loop.status().release();

        assertEnd(run(record, PATIENCE), Outcome.REJECTED, "the bridge stops");
        assertThat(life.time.passed()).isZero();
        assertThat(ends.find(record)).isEmpty();
    }

    @Test
    void whatWasUnknownBeforeACrashIsUnknownAgainAndKeptAgain() {
        gatewayAnswers(UNANSWERED);
        Done before = run(record, PATIENCE);
        int sent = life.session.calls.size();

        Done again = run(record, PATIENCE);

        assertThat(again.result()).isEqualTo(before.result());
        assertThat(again.deadLetter()).isPresent();
        assertThat(life.session.calls).hasSize(sent);
    }

    @Test
    void aNetworkThatMayNotBeAskedTwiceIsAskedOnce() {
        life.session.mayRepeat = false;
        gatewayAnswers(UNANSWERED, ACCEPTED);

        Done done = run(record, PATIENCE);

        assertEnd(
                done,
                Outcome.UNKNOWN,
                "sent, but the gateway did not answer: no answer within 10 s");
        assertThat(done.deadLetter()).isPresent();
        assertThat(life.session.calls).hasSize(1);
    }

    @Test
    void suchANetworkIsAskedAgainOnlyWhenNothingWasSent() {
        life.session.mayRepeat = false;
        gatewayAnswers(NOT_SENT, ACCEPTED);

        assertEnd(run(record, PATIENCE), Outcome.ACCEPTED, null);
        assertThat(ends.sending).containsExactly(record, record);
    }

    @Test
    void whatWasBeingSentToSuchANetworkWhenTheBridgeEndedIsUnknown() throws Exception {
        ends.sending(record);

        Done done = run(record, PATIENCE);

        assertEnd(
                done,
                Outcome.UNKNOWN,
                "sent, but the gateway did not answer: the bridge ended while it was being sent");
        assertThat(life.session.calls).isEmpty();
    }

    @Test
    void nothingIsSentToSuchANetworkThatTheDiskDoesNotRemember() {
        life.session.mayRepeat = false;
        ends.refuses = true;

        assertEnd(run(record, PATIENCE), Outcome.REJECTED, "not sent: the disk is full");
        assertThat(life.session.calls).isEmpty();
    }
}
