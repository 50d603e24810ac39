package io.qqbridge.gateway;

import io.qqbridge.event.SessionChanged;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** The sessions of all accounts that this process keeps online. */
public final class Sessions {
    private final Gateway gateway;
    private final Inbox inbox;
    private final SessionObserver observer;
    private final SessionSettings settings;
    private final Time time;
    private final RandomGenerator random;
    private final Map<String, Running> running = new ConcurrentHashMap<>();
    private volatile boolean stopped;

    private record Running(SessionLoop loop, Thread thread) {}

    public Sessions(
            Gateway gateway,
            Inbox inbox,
            SessionObserver observer,
            SessionSettings settings,
            Time time,
            RandomGenerator random) {
        this.gateway = gateway;
        this.inbox = inbox;
        this.observer = observer;
        this.settings = settings;
        this.time = time;
        this.random = random;
    }

    /** Carries out commands on these sessions. */
    public Commands commands() {
        return new Commands(this, observer, settings.commandTimeout(), time);
    }

    /**
     * Makes these the accounts: starts those that are new, ends those that are gone, and restarts
     * those whose secret or state has changed. Blocks while it starts many, so that they do not all
     * log in at once.
     */
    public synchronized void keep(List<Account> accounts) throws InterruptedException {
        Map<String, Account> wanted =
                accounts.stream().collect(Collectors.toMap(Account::uin, a -> a));
        for (Running session : List.copyOf(running.values())) {
            Account now = session.loop().account();
            if (!now.equals(wanted.get(now.uin()))) {
                session.loop().leave();
                session.thread().join();
                running.remove(now.uin());
            }
        }
        Duration spacing = Duration.ofSeconds(1).dividedBy(settings.startsPerSecond());
        for (Account account : accounts) {
            if (stopped || Thread.interrupted()) {
                throw new InterruptedException("the sessions are being stopped");
            }
            if (!running.containsKey(account.uin())) {
                start(account);
                time.pause(spacing);
            }
        }
    }

    private void start(Account account) {
        SessionLoop loop =
                new SessionLoop(
                        account, gateway.session(account), inbox, observer, settings, time, random);
        Thread thread = Thread.ofVirtual().name("session " + account.alias()).unstarted(loop);
        running.put(account.uin(), new Running(loop, thread));
        thread.start();
    }

    /** Ends all sessions and waits until each has handed over what it had, or has given up. */
    public synchronized void stop(Duration atMost) throws InterruptedException {
        stopped = true;
        running.values().forEach(session -> session.loop().stop());
        long deadline = time.nanos() + atMost.toNanos();
        for (Running session : running.values()) {
            long left = Math.max(1, deadline - time.nanos());
            session.thread().join(Duration.ofNanos(left));
        }
        running.clear();
    }

    /** The last change of each account's session, by UIN. */
    public Map<String, SessionChanged> states() {
        Map<String, SessionChanged> states = new HashMap<>();
        running.forEach((uin, session) -> states.put(uin, session.loop().status().last()));
        return states;
    }

    /** Whether {@link #stop} was called: an account not found says nothing any more. */
    boolean isStopped() {
        return stopped;
    }

    Optional<SessionLoop> find(String account) {
        return Optional.ofNullable(running.get(account)).map(Running::loop);
    }
}
