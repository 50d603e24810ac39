package io.qqbridge.component;

import io.qqbridge.event.Command;
import io.qqbridge.event.Event;
import io.qqbridge.event.SessionState;
import io.qqbridge.event.State;
import io.qqbridge.gateway.Account;
import io.qqbridge.gateway.FakeEnds;
import io.qqbridge.gateway.Gate;
import io.qqbridge.gateway.Gateway;
import io.qqbridge.gateway.Journal;
import io.qqbridge.gateway.Secret;
import io.qqbridge.gateway.Session;
import io.qqbridge.gateway.SessionObserver;
import io.qqbridge.gateway.SessionSettings;
import io.qqbridge.gateway.Sessions;
import io.qqbridge.gateway.Surroundings;
import io.qqbridge.gateway.Tenure;
import io.qqbridge.gateway.Time;

import org.awaitility.Awaitility;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** One account, 29501213, on a network that carries out everything. */
final class OneSession implements Gateway, Session, SessionObserver, AutoCloseable {
    /** What was carried out, each with its mark. */
    final List<String> executed = new CopyOnWriteArrayList<>();

    final FakeEnds ends = new FakeEnds();

    volatile boolean mayRepeat = true;

    volatile Executed outcome = new Executed.Accepted(null);

    final Sessions sessions;

    OneSession() {
        SessionSettings settings =
                new SessionSettings(
                        Duration.ofMillis(10),
                        Duration.ofMillis(50),
                        Duration.ofMinutes(1),
                        Duration.ofMinutes(1),
                        Duration.ofMillis(1),
                        Duration.ofDays(1),
                        1000);
        sessions =
                new Sessions(
                        new Surroundings(
                                this,
                                events -> CompletableFuture.completedFuture(null),
                                Journal.NONE,
                                ends,
                                new Gate(Optional::empty, Time.SYSTEM),
                                Tenure.ALL,
                                this,
                                settings,
                                Time.SYSTEM,
                                new Random(1)));
    }

    /** Keeps the account, and waits until it is online. */
    void bringOnline() throws InterruptedException {
        sessions.keep(
                List.of(new Account("29501213", "anna", Secret.ofPassword("x"), State.ONLINE)));
        Awaitility.await()
                .until(
                        () ->
                                sessions.states().values().stream()
                                        .anyMatch(s -> s.state() == SessionState.ONLINE));
    }

    @Override
    public SignIn signIn() {
        return new SignIn.Online(Duration.ofMinutes(1), Duration.ofMinutes(5));
    }

    @Override
    public Received receive() {
        return new Received.Nothing();
    }

    @Override
    public Session session(Account account) {
        return this;
    }

    @Override
    public List<Event> read(String account, byte[] answer, Instant receivedAt) {
        return List.of();
    }

    @Override
    public void kept(long mark) {}

    @Override
    public boolean mayRepeat(Command command) {
        return mayRepeat;
    }

    @Override
    public Executed execute(Command command, String seq) {
        executed.add(command + " " + seq);
        return outcome;
    }

    @Override
    public Alive stayAlive() {
        return new Alive.Heard();
    }

    @Override
    public void signOut() {}

    @Override
    public void failed(String account, RuntimeException mistake) {
        throw new AssertionError("a mistake of the bridge itself", mistake);
    }

    @Override
    public void close() {
        try {
            sessions.stop(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
