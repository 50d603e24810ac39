package io.qqbridge.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.qqbridge.event.CommandResult.Outcome;
import io.qqbridge.event.State;
import io.qqbridge.gateway.Commands.Done;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Commands for accounts that are just being changed, or have not begun. */
class CommandsMeanwhileTest {
    private static final Duration TIMEOUT = Duration.ofMillis(500);

    private final FakeGateway gateway = new FakeGateway();
    private final FakeObserver observer = new FakeObserver();
    private Sessions sessions = sessions(1_000, Duration.ofSeconds(30));

    private Sessions sessions(int startsPerSecond, Duration timeout) {
        SessionSettings quick = KeepingSessionsTest.QUICK;
        return new Sessions(
                Around.sessions(
                        gateway,
                        new FakeInbox(),
                        observer,
                        new SessionSettings(
                                quick.pollMin(),
                                quick.pollMax(),
                                quick.presenceInterval(),
                                quick.rosterInterval(),
                                timeout,
                                quick.silence(),
                                startsPerSecond),
                        Time.SYSTEM));
    }

    @AfterEach
    void stop() throws InterruptedException {
        sessions.stop(Duration.ofSeconds(5));
    }

    private static Account changed(String uin) {
        return new Account(uin, "account-" + uin, Secret.ofPassword("new"), State.ONLINE);
    }

    private static void assertAccepted(CompletableFuture<Done> end) throws Exception {
        assertThat(end.get(10, TimeUnit.SECONDS).result())
                .satisfies(
                        result ->
                                assertThat(result.outcome())
                                        .as(result.reason())
                                        .isEqualTo(Outcome.ACCEPTED));
    }

    /** One waits within the session that ends, the other comes when it has ended. */
    @Test
    void whatIsWantedOfAnAccountThatIsBeingChangedIsDoneByItsNextSession() throws Exception {
        CompletableFuture<Session.SignIn> hanging = new CompletableFuture<>();
        gateway.of("3").signIn =
                () -> gateway.of("3").count("signIn") == 1 ? hanging.join() : FakeSession.ONLINE;
        sessions.keep(List.of(KeepingSessionsTest.account("1"), KeepingSessionsTest.account("3")));
        await().until(() -> gateway.of("3").count("signIn") == 1);
        Commands commands = sessions.commands();
        CompletableFuture<Done> within = Records.execute(commands, Records.add(1, "3"), () -> true);

        CompletableFuture<Void> change = new CompletableFuture<>();
        Thread.ofVirtual()
                .start(
                        () -> {
                            try {
                                sessions.keep(List.of(changed("1"), changed("3")));
                                change.complete(null);
                            } catch (InterruptedException e) {
                                change.completeExceptionally(e);
                            }
                        });
        await().until(() -> gateway.of("1").count("signOut") == 1);
        CompletableFuture<Done> behind = Records.execute(commands, Records.add(2, "1"), () -> true);
        hanging.complete(new Session.SignIn.Unreachable("it was being changed"));

        assertAccepted(within);
        assertAccepted(behind);
        change.get(10, TimeUnit.SECONDS);
    }

    @Test
    void theTimeOfACommandBeginsWhenItsAccountHasBegun() throws Exception {
        sessions = sessions(2, TIMEOUT);
        List<Account> accounts = new ArrayList<>();
        IntStream.range(0, 5)
                .forEach(i -> accounts.add(KeepingSessionsTest.account(Integer.toString(i))));
        List<CompletableFuture<Done>> ends = new ArrayList<>();

        sessions.keep(
                accounts,
                () ->
                        ends.add(
                                Records.execute(
                                        sessions.commands(), Records.add(1, "4"), () -> true)));

        assertAccepted(ends.getFirst());
    }
}
