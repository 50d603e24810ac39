package io.qqbridge.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.qqbridge.event.CommandRecord;
import io.qqbridge.event.CommandResult;
import io.qqbridge.event.CommandResult.Outcome;
import io.qqbridge.event.DeadLetter;
import io.qqbridge.gateway.Commands.Done;
import io.qqbridge.gateway.Session.Executed;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Commands: those of one account in order, accounts side by side. */
class CommandsTest {
    @RegisterExtension final TwoOnline two = new TwoOnline();

    private static CommandRecord record(int offset, String account, String command) {
        return Records.of(offset, account, "{'command':'%s'}".formatted(command));
    }

    @Test
    void thoseOfAnAccountAreCarriedOutInOrder() {
        List<CommandRecord> batch =
                IntStream.range(0, 50)
                        .mapToObj(i -> Records.add(i, i % 2 == 0 ? "1" : "2"))
                        .toList();

        List<Done> done = Records.executed(two.commands, batch);

        assertThat(done).extracting(Done::record).isEqualTo(batch);
        assertThat(two.gateway.of("1").calls.stream().filter(c -> c.startsWith("add-contact")))
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

        List<Done> unused = Records.executed(two.commands, batch);

        assertThat(two.gateway.of("1").calls.stream().filter(c -> c.startsWith("add-contact")))
                .containsExactlyElementsOf(
                        IntStream.range(0, 50).mapToObj(i -> "add-contact " + i).toList());
    }

    /** The network would not know it again behind the next. */
    @Test
    void theNextOfAnAccountIsNotSentBeforeTheEndOfTheLastIsRemembered() {
        AtomicInteger written = new AtomicInteger();
        List<Integer> writtenBefore = new CopyOnWriteArrayList<>();
        two.ends.write =
                () ->
                        CompletableFuture.runAsync(
                                written::incrementAndGet,
                                CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS));
        two.gateway.of("1").execute =
                (command, seq) -> {
                    writtenBefore.add(written.get());
                    return new Executed.Accepted(null);
                };

        assertThat(two.outcomes(Records.add(1, "1"), Records.add(2, "1"), Records.add(3, "1")))
                .containsOnly(Outcome.ACCEPTED);

        assertThat(writtenBefore).containsExactly(0, 1, 2);
    }

    @Test
    void whatComesWhileAnEndIsBeingWrittenIsSentWhenItIs() {
        CompletableFuture<Void> written = new CompletableFuture<>();
        two.ends.write = () -> written;
        List<Done> first = Records.executed(two.commands, List.of(Records.add(1, "1")));

        CompletableFuture<Done> next =
                Records.execute(two.commands, Records.add(2, "1"), () -> true);
        List<Done> other = Records.executed(two.commands, List.of(Records.add(3, "2")));

        assertThat(first).hasSameSizeAs(other);
        assertThat(next).isNotDone();
        written.complete(null);
        assertThat(next).succeedsWithin(Duration.ofSeconds(10));
    }

    @Test
    void anAccountWhoseGatewayHangsHoldsUpNoOther() throws Exception {
        CompletableFuture<Executed> hanging = new CompletableFuture<>();
        two.gateway.of("1").execute = (command, seq) -> hanging.join();

        CompletableFuture<List<Done>> batch =
                CompletableFuture.supplyAsync(
                        () ->
                                Records.executed(
                                        two.commands,
                                        List.of(Records.add(1, "1"), Records.add(2, "2"))));
        await().until(() -> !two.observer.executed.isEmpty());

        assertThat(two.observer.executed).extracting(CommandResult::account).containsExactly("2");
        assertThat(batch).isNotDone();
        hanging.complete(new Executed.Accepted(null));
        assertThat(batch.get(10, TimeUnit.SECONDS))
                .extracting(d -> d.result().account())
                .containsExactly("1", "2");
    }

    @Test
    void oneThatWaitsForItsTurnIsLeftWhenItIsAnothersByThen() throws Exception {
        CompletableFuture<Executed> hanging = new CompletableFuture<>();
        two.gateway.of("1").execute = (command, seq) -> hanging.join();
        AtomicBoolean isOurs = new AtomicBoolean(true);
        CompletableFuture<Done> first =
                Records.execute(two.commands, Records.add(1, "1"), isOurs::get);
        await().until(() -> two.gateway.of("1").count("add-contact 1") == 1);
        CompletableFuture<Done> second =
                Records.execute(two.commands, Records.add(2, "1"), isOurs::get);

        isOurs.set(false);
        hanging.complete(new Executed.Accepted(null));

        assertThat(first.get(10, TimeUnit.SECONDS).result().outcome()).isEqualTo(Outcome.ACCEPTED);
        assertThat(second)
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableThat()
                .withMessageContaining("it is another's to carry out by now");
        assertThat(two.gateway.of("1").count("add-contact 2")).isZero();
    }

    @Test
    void aStopStillCarriesOutWhatWasTakenInForThoseOnline() throws Exception {
        CompletableFuture<Executed> hanging = new CompletableFuture<>();
        two.gateway.of("1").execute = (command, seq) -> hanging.join();
        List<CompletableFuture<Done>> ends =
                List.of(
                        Records.execute(two.commands, Records.add(1, "1"), () -> true),
                        Records.execute(two.commands, Records.add(2, "1"), () -> true));
        await().until(() -> two.gateway.of("1").count("add-contact 1") == 1);

        two.sessions.releaseCommands();
        hanging.complete(new Executed.Accepted(null));

        for (CompletableFuture<Done> end : ends) {
            assertThat(end.get(10, TimeUnit.SECONDS).result().outcome())
                    .isEqualTo(Outcome.ACCEPTED);
        }
    }

    @Test
    void aRecordThatIsNoCommandIsRejectedAndKeptAndTheOthersGoOn() {
        CommandRecord bad = Records.of(1, "1", "{'command':'dance'}");

        List<Done> done = Records.executed(two.commands, List.of(bad, Records.add(2, "1")));

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
                        two.outcomes(
                                record(1, "1", "logout"),
                                record(2, "1", "login"),
                                record(3, "1", "login"),
                                Records.add(4, "1")))
                .containsOnly(Outcome.ACCEPTED);
        assertThat(two.gateway.of("1").count("signOut")).isEqualTo(1);
        assertThat(two.gateway.of("1").count("signIn")).isEqualTo(2);
    }

    @Test
    void aLoginThatIsRefusedSaysWhy() {
        assertThat(two.outcomes(record(1, "1", "logout"))).containsExactly(Outcome.ACCEPTED);
        two.gateway.of("1").signIn = () -> new Session.SignIn.Refused("密码错误");

        Done done = Records.executed(two.commands, List.of(record(2, "1", "login"))).getFirst();

        assertThat(done.result().outcome()).isEqualTo(Outcome.REJECTED);
        assertThat(done.result().reason())
                .isEqualTo(
                        "the account is not online (refused): the gateway refused the login: 密码错误");
    }

    @Test
    void howLongACommandTookIsMeasuredFromItsWritingOn() {
        two.time.pass(Duration.ofSeconds(3));

        assertThat(two.outcomes(Records.add(1, "1"))).containsExactly(Outcome.ACCEPTED);

        assertThat(two.observer.executionTook).containsExactly(Duration.ofSeconds(3));
    }

    @Test
    void aStopLeavesCommandsThatWaitForTheNextProcess() throws Exception {
        CompletableFuture<Session.SignIn> never = new CompletableFuture<>();
        two.gateway.of("3").signIn = never::join;
        two.sessions.keep(List.of(KeepingSessionsTest.account("3")));
        CompletableFuture<Done> waiting =
                Records.execute(two.commands, Records.add(1, "3"), () -> true);

        two.sessions.releaseCommands();

        assertThat(waiting)
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableThat()
                .withCauseInstanceOf(IllegalStateException.class)
                .withMessageContaining("its session was stopped meanwhile");
        assertThat(two.gateway.of("3").calls).containsOnly("signIn");
        never.complete(FakeSession.ONLINE);
    }

    @Test
    void afterAStopCommandsAreLeftForLater() throws Exception {
        two.sessions.stop(Duration.ofSeconds(5));

        assertThat(Records.execute(two.commands, Records.add(1, "1"), () -> true))
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withCauseInstanceOf(IllegalStateException.class)
                .withMessageContaining("the sessions have been stopped");
    }

    @Test
    void whatTheBridgeItselfFailsAtIsUnknownAndTheNextGoesOn() {
        two.gateway.of("1").execute =
                (command, seq) -> {
                    if (seq.equals("1")) {
                        throw new IllegalStateException("a mistake");
                    }
                    return new Executed.Accepted(null);
                };

        List<CommandRecord> records = List.of(Records.add(1, "1"), Records.add(2, "1"));
        List<Done> done = Records.executed(two.commands, records);

        assertThat(done)
                .extracting(end -> end.result().outcome())
                .containsExactly(Outcome.UNKNOWN, Outcome.ACCEPTED);
        DeadLetter.Attempt attempt =
                Objects.requireNonNull(done.getFirst().deadLetter().orElseThrow().attempt());
        assertThat(attempt.key()).isEqualTo("1");
        assertThat(attempt.outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(Objects.requireNonNull(attempt.mistake()).trace())
                .startsWith("java.lang.IllegalStateException\n\tat io.qqbridge.")
                .doesNotContain("a mistake");
        assertThat(two.observer.mistakes).hasSize(1);
    }
}
