package io.qqbridge.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.qqbridge.event.CommandRecord;
import io.qqbridge.event.CommandResult;
import io.qqbridge.event.CommandResult.Outcome;
import io.qqbridge.event.SessionState;
import io.qqbridge.gateway.Commands.Done;
import io.qqbridge.gateway.Session.Executed;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Commands: those of one account in order, accounts side by side. */
class CommandsTest {
    private final FakeGateway gateway = new FakeGateway();
    private final FakeObserver observer = new FakeObserver();
    private final VirtualTime time = new VirtualTime();
    private final Sessions sessions =
            new Sessions(
                    Around.sessions(
                            gateway,
                            new FakeInbox(),
                            observer,
                            KeepingSessionsTest.QUICK,
                            Time.SYSTEM));
    private final Commands commands =
            new Commands(
                    sessions,
                    Around.sessions(gateway, new FakeInbox(), observer, Life.SETTINGS, time));

    @BeforeEach
    void online() throws Exception {
        sessions.keep(List.of(KeepingSessionsTest.account("1"), KeepingSessionsTest.account("2")));
        awaitState("1", SessionState.ONLINE);
        awaitState("2", SessionState.ONLINE);
    }

    @AfterEach
    void stop() throws Exception {
        sessions.stop(Duration.ofSeconds(5));
    }

    private void awaitState(String uin, SessionState state) {
        await().until(() -> sessions.find(uin).orElseThrow().status().last().state() == state);
    }

    private List<Outcome> outcomes(CommandRecord... records) {
        return Records.executed(commands, List.of(records)).stream()
                .map(Done::result)
                .map(CommandResult::outcome)
                .toList();
    }

    private static CommandRecord record(int offset, String account, String command) {
        return Records.of(offset, account, "{'command':'%s'}".formatted(command));
    }

    @Test
    void thoseOfAnAccountAreCarriedOutInOrder() {
        List<CommandRecord> batch =
                IntStream.range(0, 50)
                        .mapToObj(i -> Records.add(i, i % 2 == 0 ? "1" : "2"))
                        .toList();

        List<Done> done = Records.executed(commands, batch);

        assertThat(done).extracting(Done::record).isEqualTo(batch);
        assertThat(gateway.of("1").calls.stream().filter(c -> c.startsWith("add-contact")))
                .containsExactlyElementsOf(
                        IntStream.range(0, 25).mapToObj(i -> "add-contact " + 2 * i).toList());
    }

    @ParameterizedTest
    @NullAndEmptySource
    void theValueNamesTheAccountWhereTheKeyDoesNot(String key) {
        List<CommandRecord> batch =
                IntStream.range(0, 50)
                        .mapToObj(
                                i ->
                                        i % 2 == 0
                                                ? Records.add(i, "1")
                                                : Records.of(
                                                        i,
                                                        key,
                                                        "{'command':'add-contact','contact':'3','account':'1'}"))
                        .toList();

        List<Done> unused = Records.executed(commands, batch);

        assertThat(gateway.of("1").calls.stream().filter(c -> c.startsWith("add-contact")))
                .containsExactlyElementsOf(
                        IntStream.range(0, 50).mapToObj(i -> "add-contact " + i).toList());
    }

    @Test
    void anAccountWhoseGatewayHangsHoldsUpNoOther() throws Exception {
        CompletableFuture<Executed> hanging = new CompletableFuture<>();
        gateway.of("1").execute = (command, seq) -> hanging.join();

        CompletableFuture<List<Done>> batch =
                CompletableFuture.supplyAsync(
                        () ->
                                Records.executed(
                                        commands,
                                        List.of(Records.add(1, "1"), Records.add(2, "2"))));
        await().until(() -> !observer.executed.isEmpty());

        assertThat(observer.executed).extracting(CommandResult::account).containsExactly("2");
        assertThat(batch).isNotDone();
        hanging.complete(new Executed.Accepted(null));
        assertThat(batch.get(10, TimeUnit.SECONDS))
                .extracting(d -> d.result().account())
                .containsExactly("1", "2");
    }

    @Test
    void onceInVainTheOthersOfTheAccountAreTriedOnce() {
        gateway.of("1").execute = (command, seq) -> new Executed.Unanswered("no answer");

        assertThat(outcomes(Records.add(1, "1"), Records.add(2, "1"), Records.add(3, "1")))
                .containsOnly(Outcome.UNKNOWN);
        assertThat(gateway.of("1").count("add-contact 1")).isGreaterThan(5);
        assertThat(gateway.of("1").count("add-contact 2")).isEqualTo(1);
        assertThat(gateway.of("1").count("add-contact 3")).isEqualTo(1);
        assertThat(time.passed()).isLessThan(Duration.ofSeconds(31));
    }

    @Test
    void commandsBehindOneThatHangsWaitNoLongerThanItsTimeAndOneTryMore() {
        gateway.of("1").execute =
                (command, seq) -> {
                    time.pause(Duration.ofSeconds(20));
                    return new Executed.Unanswered("no answer");
                };
        CommandRecord[] many =
                IntStream.range(0, 200)
                        .mapToObj(i -> Records.add(i, "1"))
                        .toArray(CommandRecord[]::new);

        List<Outcome> outcomes = outcomes(many);

        assertThat(outcomes.subList(0, 2)).containsOnly(Outcome.UNKNOWN);
        assertThat(outcomes.subList(2, 200)).containsOnly(Outcome.REJECTED);
        assertThat(time.passed()).isLessThan(Duration.ofSeconds(65));
    }

    @Test
    void thoseThatComeAfterAGatewayHungAreTriedAgain() {
        AtomicInteger hangs = new AtomicInteger(2);
        gateway.of("1").execute =
                (command, seq) -> {
                    if (hangs.getAndDecrement() > 0) {
                        time.pause(Duration.ofSeconds(30));
                        return new Executed.Unanswered("no answer");
                    }
                    return new Executed.Accepted(null);
                };

        assertThat(outcomes(Records.add(1, "1"), Records.add(2, "1"), Records.add(3, "1")))
                .containsExactly(Outcome.UNKNOWN, Outcome.UNKNOWN, Outcome.REJECTED);
        assertThat(outcomes(Records.add(4, "1"))).containsExactly(Outcome.ACCEPTED);
    }

    @Test
    void oneThatWaitsForItsTurnIsLeftWhenItIsAnothersByThen() throws Exception {
        CompletableFuture<Executed> hanging = new CompletableFuture<>();
        gateway.of("1").execute = (command, seq) -> hanging.join();
        AtomicBoolean isOurs = new AtomicBoolean(true);
        CompletableFuture<Done> first = Records.execute(commands, Records.add(1, "1"), isOurs::get);
        await().until(() -> gateway.of("1").count("add-contact 1") == 1);
        CompletableFuture<Done> second =
                Records.execute(commands, Records.add(2, "1"), isOurs::get);

        isOurs.set(false);
        hanging.complete(new Executed.Accepted(null));

        assertThat(first.get(10, TimeUnit.SECONDS).result().outcome()).isEqualTo(Outcome.ACCEPTED);
        assertThat(second)
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableThat()
                .withMessageContaining("it is another's to carry out by now");
        assertThat(gateway.of("1").count("add-contact 2")).isZero();
    }

    @Test
    void aStopStillCarriesOutWhatWasTakenInForThoseOnline() throws Exception {
        CompletableFuture<Executed> hanging = new CompletableFuture<>();
        gateway.of("1").execute = (command, seq) -> hanging.join();
        List<CompletableFuture<Done>> ends =
                List.of(
                        Records.execute(commands, Records.add(1, "1"), () -> true),
                        Records.execute(commands, Records.add(2, "1"), () -> true));
        await().until(() -> gateway.of("1").count("add-contact 1") == 1);

        sessions.releaseCommands();
        hanging.complete(new Executed.Accepted(null));

        for (CompletableFuture<Done> end : ends) {
            assertThat(end.get(10, TimeUnit.SECONDS).result().outcome())
                    .isEqualTo(Outcome.ACCEPTED);
        }
    }

    @Test
    void patienceComesBackWithTheFirstThatSucceeds() {
        List<Executed> answers = new ArrayList<>();
        gateway.of("1").execute =
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

        assertThat(outcomes(Records.add(1, "1"), Records.add(2, "1"), Records.add(3, "1")))
                .containsExactly(Outcome.REJECTED, Outcome.ACCEPTED, Outcome.ACCEPTED);
    }

    @Test
    void aRecordThatIsNoCommandTakesNoPatienceFromTheNext() {
        gateway.of("1").execute =
                (command, seq) ->
                        gateway.of("1").count("add-contact 2") < 3
                                ? new Executed.NotSent("away")
                                : new Executed.Accepted(null);

        assertThat(outcomes(Records.of(1, "1", "{}"), Records.add(2, "1")))
                .containsExactly(Outcome.REJECTED, Outcome.ACCEPTED);
    }

    @Test
    void aCommandThatTheNetworkDoesNotKnowTakesNoPatienceFromTheNext() {
        gateway.of("1").execute =
                (command, seq) -> {
                    if (seq.equals("1")) {
                        return new Executed.Rejected(null, "digits only");
                    }
                    return gateway.of("1").count("add-contact 2") < 3
                            ? new Executed.NotSent("away")
                            : new Executed.Accepted(null);
                };

        assertThat(outcomes(Records.add(1, "1"), Records.add(2, "1")))
                .containsExactly(Outcome.REJECTED, Outcome.ACCEPTED);
    }

    @Test
    void aRecordThatIsNoCommandIsRejectedAndKeptAndTheOthersGoOn() {
        CommandRecord bad = Records.of(1, "1", "{'command':'dance'}");

        List<Done> done = Records.executed(commands, List.of(bad, Records.add(2, "1")));

        assertThat(done.getFirst().result().outcome()).isEqualTo(Outcome.REJECTED);
        assertThat(done.getFirst().result().reason()).startsWith("field 'command' names no");
        assertThat(done.getFirst().deadLetter())
                .hasValueSatisfying(
                        letter -> {
                            assertThat(letter.received()).isEqualTo(bad.value());
                            assertThat(letter.account()).isEqualTo("1");
                        });
        assertThat(done.getLast().result().outcome()).isEqualTo(Outcome.ACCEPTED);
    }

    @Test
    void aLogoutAndALoginAreCommandsLikeOthers() {
        assertThat(
                        outcomes(
                                record(1, "1", "logout"),
                                record(2, "1", "login"),
                                record(3, "1", "login"),
                                Records.add(4, "1")))
                .containsOnly(Outcome.ACCEPTED);
        assertThat(gateway.of("1").count("signOut")).isEqualTo(1);
        assertThat(gateway.of("1").count("signIn")).isEqualTo(2);
    }

    @Test
    void aLoginThatIsRefusedSaysWhy() {
        assertThat(outcomes(record(1, "1", "logout"))).containsExactly(Outcome.ACCEPTED);
        gateway.of("1").signIn = () -> new Session.SignIn.Refused("密码错误");

        Done done = Records.executed(commands, List.of(record(2, "1", "login"))).getFirst();

        assertThat(done.result().outcome()).isEqualTo(Outcome.REJECTED);
        assertThat(done.result().reason())
                .isEqualTo(
                        "the account is not online (refused): the gateway refused the login: 密码错误");
    }

    @Test
    void howLongACommandTookIsMeasuredFromItsWritingOn() {
        time.pass(Duration.ofSeconds(3));

        assertThat(outcomes(Records.add(1, "1"))).containsExactly(Outcome.ACCEPTED);

        assertThat(observer.executionTook).containsExactly(Duration.ofSeconds(3));
    }

    @Test
    void aStopLeavesCommandsThatWaitForTheNextProcess() throws Exception {
        CompletableFuture<Session.SignIn> never = new CompletableFuture<>();
        gateway.of("3").signIn = never::join;
        sessions.keep(List.of(KeepingSessionsTest.account("3")));
        CompletableFuture<Done> waiting =
                Records.execute(commands, Records.add(1, "3"), () -> true);

        sessions.releaseCommands();

        assertThat(waiting)
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableThat()
                .withCauseInstanceOf(IllegalStateException.class)
                .withMessageContaining("its session was stopped meanwhile");
        assertThat(gateway.of("3").calls).containsOnly("signIn");
        never.complete(FakeSession.ONLINE);
    }

    @Test
    void afterAStopCommandsAreLeftForLater() throws Exception {
        sessions.stop(Duration.ofSeconds(5));

        assertThat(Records.execute(commands, Records.add(1, "1"), () -> true))
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withCauseInstanceOf(IllegalStateException.class)
                .withMessageContaining("the sessions have been stopped");
    }
}
