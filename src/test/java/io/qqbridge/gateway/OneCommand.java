package io.qqbridge.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.qqbridge.event.CommandRecord;
import io.qqbridge.event.CommandResult.Outcome;
import io.qqbridge.event.SessionState;
import io.qqbridge.gateway.Commands.Done;
import io.qqbridge.gateway.Session.Executed;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** One command for an account that is online, and a gateway that answers as a test likes. */
final class OneCommand {
    static final Duration PATIENCE = Duration.ofSeconds(30);
    static final Executed ACCEPTED = new Executed.Accepted(null);
    static final Executed NOT_SENT = new Executed.NotSent("nobody listens");
    static final Executed UNANSWERED = new Executed.Unanswered("no answer within 10 s");

    final Life life = new Life();
    final FakeEnds ends = new FakeEnds();
    final CommandAttempt attempt = new CommandAttempt(ends, Tenure.ALL, life.time);
    final CommandRecord record = Records.add(7, "29501213");

    OneCommand() {
        become(SessionState.ONLINE, "logged in");
    }

    void become(SessionState state, String reason) {
        assertThat(life.loop.status().change(state, reason, life.time.now(), 0, "")).isPresent();
    }

    void gatewayAnswers(Executed... inTurn) {
        Supplier<Executed> answers = FakeSession.inTurn(inTurn);
        life.session.execute = (command, seq) -> answers.get();
    }

    Done run() {
        return run(record, PATIENCE);
    }

    Done run(CommandRecord record, Duration patience) {
        return attempt.run(record, Records.read(record), Optional.of(life.loop), patience);
    }

    static void assertEnd(Done done, Outcome outcome, @Nullable String reason) {
        assertThat(done.result().outcome()).isEqualTo(outcome);
        assertThat(done.result().reason()).isEqualTo(reason);
        assertThat(done.result().account()).isEqualTo("29501213");
        assertThat(done.result().command()).isEqualTo("add-contact");
    }
}
