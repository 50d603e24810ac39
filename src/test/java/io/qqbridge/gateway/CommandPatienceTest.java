package io.qqbridge.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.qqbridge.event.CommandRecord;
import io.qqbridge.event.CommandResult.Outcome;
import io.qqbridge.gateway.Session.Executed;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** How long an account's commands are tried where the gateway does not take them. */
class CommandPatienceTest {
    @RegisterExtension final TwoOnline two = new TwoOnline();

    @Test
    void onceInVainTheOthersOfTheAccountAreTriedOnce() {
        two.gateway.of("1").execute = (command, seq) -> new Executed.Unanswered("no answer");

        assertThat(two.outcomes(Records.add(1, "1"), Records.add(2, "1"), Records.add(3, "1")))
                .containsOnly(Outcome.UNKNOWN);
        assertThat(two.gateway.of("1").count("add-contact 1")).isGreaterThan(5);
        assertThat(two.gateway.of("1").count("add-contact 2")).isEqualTo(1);
        assertThat(two.gateway.of("1").count("add-contact 3")).isEqualTo(1);
        assertThat(two.time.passed()).isLessThan(Duration.ofSeconds(31));
    }

    @Test
    void commandsBehindOneThatHangsWaitNoLongerThanItsTimeAndOneTryMore() {
        two.gateway.of("1").execute =
                (command, seq) -> {
                    two.time.pause(Duration.ofSeconds(20));
                    return new Executed.Unanswered("no answer");
                };
        CommandRecord[] many =
                IntStream.range(0, 200)
                        .mapToObj(i -> Records.add(i, "1"))
                        .toArray(CommandRecord[]::new);

        List<Outcome> outcomes = two.outcomes(many);

        assertThat(outcomes.subList(0, 2)).containsOnly(Outcome.UNKNOWN);
        assertThat(outcomes.subList(2, 200)).containsOnly(Outcome.REJECTED);
        assertThat(two.time.passed()).isLessThan(Duration.ofSeconds(65));
    }

    @Test
    void thoseThatComeAfterAGatewayHungAreTriedAgain() {
        AtomicInteger hangs = new AtomicInteger(2);
        two.gateway.of("1").execute =
                (command, seq) -> {
                    if (hangs.getAndDecrement() > 0) {
                        two.time.pause(Duration.ofSeconds(30));
                        return new Executed.Unanswered("no answer");
                    }
                    return new Executed.Accepted(null);
                };

        assertThat(two.outcomes(Records.add(1, "1"), Records.add(2, "1"), Records.add(3, "1")))
                .containsExactly(Outcome.UNKNOWN, Outcome.UNKNOWN, Outcome.REJECTED);
        assertThat(two.outcomes(Records.add(4, "1"))).containsExactly(Outcome.ACCEPTED);
    }

    @Test
    void patienceComesBackWithTheFirstThatSucceeds() {
        List<Executed> answers = new ArrayList<>();
        two.gateway.of("1").execute =
                (command, seq) -> {
                    Executed answer =
                            switch (seq) {
                                case "1" -> new Executed.NotSent("away");
                                case "2" -> new Executed.Accepted(null);
                                default ->
                                        answers.size() < 3
                                                ? new Executed.NotSent("away")
                                                : new Executed.Accepted(null);
                            };
                    if (seq.equals("3")) {
                        answers.add(answer);
                    }
                    return answer;
                };

        assertThat(two.outcomes(Records.add(1, "1"), Records.add(2, "1"), Records.add(3, "1")))
                .containsExactly(Outcome.REJECTED, Outcome.ACCEPTED, Outcome.ACCEPTED);
    }

    @Test
    void aRecordThatIsNoCommandTakesNoPatienceFromTheNext() {
        two.gateway.of("1").execute =
                (command, seq) ->
                        two.gateway.of("1").count("add-contact 2") < 3
                                ? new Executed.NotSent("away")
                                : new Executed.Accepted(null);

        assertThat(two.outcomes(Records.of(1, "1", "{}"), Records.add(2, "1")))
                .containsExactly(Outcome.REJECTED, Outcome.ACCEPTED);
    }

    @Test
    void aCommandThatTheNetworkDoesNotKnowTakesNoPatienceFromTheNext() {
        two.gateway.of("1").execute =
                (command, seq) -> {
                    if (seq.equals("1")) {
                        return new Executed.Rejected(null, "digits only");
                    }
                    return two.gateway.of("1").count("add-contact 2") < 3
                            ? new Executed.NotSent("away")
                            : new Executed.Accepted(null);
                };

        assertThat(two.outcomes(Records.add(1, "1"), Records.add(2, "1")))
                .containsExactly(Outcome.REJECTED, Outcome.ACCEPTED);
    }
}
