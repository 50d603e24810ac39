package io.qqbridge.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.qqbridge.event.Envelope;
import io.qqbridge.event.MessageReceived;
import io.qqbridge.event.SessionChanged;
import io.qqbridge.event.SessionState;
import io.qqbridge.event.State;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

/** Which sessions run, as accounts come, change and go. */
class KeepingSessionsTest {
    static final SessionSettings QUICK =
            new SessionSettings(
                    Duration.ofMillis(5),
                    Duration.ofMillis(20),
                    Duration.ofMinutes(1),
                    Duration.ofMinutes(1),
                    Duration.ofMillis(50),
                    Duration.ofDays(1),
                    1000);

    /** Sessions of which so many start in a second. */
    private static SessionSettings starting(int perSecond) {
        return new SessionSettings(
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                Duration.ofMinutes(1),
                Duration.ofMinutes(1),
                Duration.ofSeconds(1),
                Duration.ofDays(1),
                perSecond);
    }

    private final FakeGateway gateway = new FakeGateway();
    private final FakeInbox inbox = new FakeInbox();
    private final FakeObserver observer = new FakeObserver();
    private final Sessions sessions =
            new Sessions(Around.sessions(gateway, inbox, observer, QUICK, Time.SYSTEM));

    @AfterEach
    void stop() throws Exception {
        sessions.stop(Duration.ofSeconds(5));
    }

    static Account account(String uin) {
        return new Account(uin, "account-" + uin, Secret.ofPassword(uin), State.ONLINE);
    }

    private void awaitOnline(String uin) {
        await().until(() -> state(uin) == SessionState.ONLINE);
    }

    private SessionState state(String uin) {
        return sessions.find(uin).orElseThrow().status().last().state();
    }

    @Test
    void eachAccountHasASession() throws Exception {
        sessions.keep(List.of(account("1"), account("2")));

        awaitOnline("1");
        awaitOnline("2");
        assertThat(sessions.states()).containsOnlyKeys("1", "2");
        assertThat(sessions.find("1")).isPresent();
        assertThat(sessions.find("3")).isEmpty();
    }

    @Test
    void whoHasNotHandedOverInTimeTellsNothingMore() throws Exception {
        CompletableFuture<Session.Received> late = new CompletableFuture<>();
        FakeSession session = gateway.of("1");
        session.receive = late::join;
        sessions.keep(List.of(account("1")));
        await().until(() -> session.count("receive") == 1);
        Thread handover =
                Thread.startVirtualThread(
                        () ->
                                sessions.end(
                                        account -> true,
                                        Farewell.HANDED_OVER,
                                        Duration.ofMillis(1)));
        assertThat(handover.join(Duration.ofSeconds(10))).isTrue();
        List<SessionChanged> told = List.copyOf(inbox.all(SessionChanged.class));

        late.complete(new Session.Received.Unreachable("no answer within 20 s", false));
        await().until(() -> !observer.gone.isEmpty());

        assertThat(inbox.all(SessionChanged.class)).isEqualTo(told);
        assertThat(session.hasLeft).isFalse();
    }

    @Test
    void sessionsStartOneAfterTheOther() throws Exception {
        VirtualTime time = new VirtualTime();
        SessionSettings slowly = starting(10);
        FakeGateway refusing = new FakeGateway();
        Sessions started =
                new Sessions(Around.sessions(refusing, inbox, new FakeObserver(), slowly, time));
        CompletableFuture<Session.SignIn> never = new CompletableFuture<>();
        for (String uin : List.of("1", "2", "3")) {
            refusing.of(uin).signIn = never::join;
        }

        started.keep(List.of(account("1"), account("2"), account("3")));

        assertThat(time.pauses()).hasSize(3).containsOnly(Duration.ofMillis(100));
        never.complete(FakeSession.ONLINE);
        started.stop(Duration.ofSeconds(5));
    }

    @Test
    void accountsThatStayAreLeftAlone() throws Exception {
        sessions.keep(List.of(account("1")));
        awaitOnline("1");

        sessions.keep(List.of(account("1"), account("2")));

        awaitOnline("2");
        assertThat(gateway.asked).extracting(Account::uin).containsExactly("1", "2");
        assertThat(gateway.of("1").count("signIn")).isEqualTo(1);
    }

    @Test
    void anAccountThatIsGoneIsSignedOut() throws Exception {
        sessions.keep(List.of(account("1"), account("2")));
        awaitOnline("1");

        sessions.keep(List.of(account("2")));

        assertThat(gateway.of("1").calls).endsWith("signOut");
        assertThat(gateway.of("2").calls).doesNotContain("signOut");
        assertThat(sessions.states()).containsOnlyKeys("2");
        assertThat(sessions.find("1")).isEmpty();
    }

    @Test
    void anAccountThatChangedStartsAfresh() throws Exception {
        sessions.keep(List.of(account("1")));
        awaitOnline("1");
        Account changed = new Account("1", "account-1", Secret.ofPassword("new"), State.INVISIBLE);

        sessions.keep(List.of(changed));

        await().until(() -> gateway.of("1").count("signIn") == 2);
        awaitOnline("1");
        assertThat(gateway.asked).containsExactly(account("1"), changed);
        assertThat(gateway.of("1").count("signOut")).isEqualTo(1);
    }

    @Test
    void anotherAliasStartsTheSessionAnewForMetersAndConsoleKnowItByThat() throws Exception {
        sessions.keep(List.of(account("1")));
        awaitOnline("1");

        sessions.keep(List.of(new Account("1", "another", Secret.ofPassword("1"), State.ONLINE)));

        assertThat(gateway.asked).hasSize(2);
        awaitOnline("1");
    }

    @Test
    void whatAnAccountThatComesBackHadLeftGoesBeforeWhatIsNew() throws Exception {
        FakeJournal journal = new FakeJournal();
        for (String text : List.of("first", "second")) {
            byte[] answer = text.getBytes(StandardCharsets.UTF_8);
            Instant then = Instant.parse("2026-01-31T12:00:00Z");
            journal.left.add(
                    new Journal.Kept(
                            journal.left.size(),
                            new Journal.Entry(text, "1", 17, then, "", answer)));
        }
        Sessions returning =
                new Sessions(
                        Around.sessions(
                                gateway,
                                inbox,
                                new FakeObserver(),
                                QUICK,
                                Time.SYSTEM,
                                journal,
                                CommandEnds.NONE));
        AtomicBoolean kafkaIsBack = new AtomicBoolean();
        List<String> arrived = new CopyOnWriteArrayList<>();
        inbox.conduct =
                events -> {
                    List<String> texts = texts(events);
                    if (!texts.isEmpty() && !kafkaIsBack.get()) {
                        return CompletableFuture.failedFuture(new IOException("Kafka is away"));
                    }
                    arrived.addAll(texts);
                    return CompletableFuture.completedFuture(null);
                };
        gateway.of("1").receive =
                FakeSession.inTurn(
                        FakeSession.batch(
                                new MessageReceived(
                                        "1", "private:3", "3", "new", Instant.now(), null)),
                        new Session.Received.Nothing());
        returning.keep(List.of());
        await().until(() -> !inbox.all(MessageReceived.class).isEmpty());

        returning.keep(List.of(account("1")));
        kafkaIsBack.set(true);

        await().untilAsserted(() -> assertThat(arrived).containsExactly("first", "second", "new"));
        returning.stop(Duration.ofSeconds(5));
    }

    private static List<String> texts(List<Envelope> events) {
        return events.stream()
                .map(Envelope::event)
                .filter(MessageReceived.class::isInstance)
                .map(event -> ((MessageReceived) event).text())
                .toList();
    }

    @Test
    void beforeTheAccountsAreKnownCommandsAreLeftForLater() {
        assertThatThrownBy(
                        () -> Records.execute(sessions.commands(), Records.add(1, "1"), () -> true))
                .hasMessage("the accounts are not known yet");
    }

    @Test
    void aStopEndsAllAndKeepsTheirSessionsAtTheGateway() throws Exception {
        sessions.keep(List.of(account("1"), account("2")));
        awaitOnline("1");
        awaitOnline("2");

        sessions.stop(Duration.ofSeconds(10));

        assertThat(inbox.states()).filteredOn(SessionState.STOPPED::equals).hasSize(2);
        assertThat(gateway.of("1").calls).doesNotContain("signOut");
        assertThat(sessions.states()).isEmpty();
        assertThat(sessions.isStopped()).isTrue();
    }

    @Test
    void aStopDoesNotWaitForAGatewayThatHangs() throws Exception {
        CompletableFuture<Session.SignIn> hanging = new CompletableFuture<>();
        gateway.of("1").signIn = hanging::join;
        sessions.keep(List.of(account("1"), account("2")));
        awaitOnline("2");

        sessions.stop(Duration.ofMillis(50));

        assertThat(sessions.states()).isEmpty();
        await().untilAsserted(() -> assertThat(inbox.states()).contains(SessionState.STOPPED));
        hanging.complete(FakeSession.ONLINE);
    }

    @Test
    void oneRefusedAccountDoesNotConcernTheOthers() throws Exception {
        gateway.of("1").signIn = () -> new Session.SignIn.Refused("no");

        sessions.keep(List.of(account("1"), account("2")));

        awaitOnline("2");
        await().until(() -> state("1") == SessionState.REFUSED);
    }
}
