package io.qqbridge.gateway;

import io.qqbridge.event.SessionChanged;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The sessions of all accounts that this process keeps online. */
public final class Sessions {
    private final Surroundings surroundings;
    private final Leftovers leftovers;
    private final Time time;
    private final Map<String, Running> running = new ConcurrentHashMap<>();
    private final FormerAccounts former;

    /** Those of accounts that went to another process, until they have put down what they had. */
    private final Set<Running> ending = ConcurrentHashMap.newKeySet();

    /** By UIN, those whose session ends because another is to begin; done when that is known. */
    private final Map<String, CompletableFuture<Void>> replaced = new ConcurrentHashMap<>();

    private volatile boolean known;
    private volatile boolean stopped;

    private record Running(SessionLoop loop, Thread thread) {
        String account() {
            return loop.account().uin();
        }

        boolean hasBegun() {
            return thread.getState() != Thread.State.NEW;
        }

        void end(Farewell farewell) {
            loop.end(farewell);
            if (!hasBegun()) {
                loop.status().release();
            }
        }
    }

    public Sessions(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.leftovers = new Leftovers(surroundings.journal().left());
        this.former = new FormerAccounts(surroundings, leftovers);
        this.time = surroundings.time();
    }

    /** Carries out commands on these sessions. */
    public Commands commands() {
        return new Commands(this, surroundings);
    }

    /** Makes these the accounts, with nobody to tell when they are known. */
    public void keep(List<Account> accounts) throws InterruptedException {
        keep(accounts, () -> {});
    }

    /**
     * Makes these the accounts: starts those that are new, ends those that are gone, and restarts
     * those that have changed. Blocks while it starts many, so that they do not all log in at once.
     *
     * @param whenKnown is run when commands find all of them, and wait for those that have not
     *     started
     */
    public synchronized void keep(List<Account> accounts, Runnable whenKnown)
            throws InterruptedException {
        Map<String, Account> wanted =
                accounts.stream().collect(Collectors.toMap(Account::uin, a -> a));
        List<Running> leaving =
                running.values().stream()
                        .filter(session -> !session.loop().serves(wanted))
                        .toList();
        List<Running> starting;
        try {
            end(leaving, wanted);
            awaitEnding(wanted.keySet());
            former.handBack(accounts);
            // All are known before the first starts, so that a command finds its account and waits
            // for it.
            starting =
                    accounts.stream()
                            .filter(account -> !running.containsKey(account.uin()))
                            .map(this::session)
                            .toList();
            starting.forEach(session -> running.put(session.account(), session));
        } finally {
            replaced.values().forEach(end -> end.complete(null));
            replaced.clear();
        }
        known = true;
        whenKnown.run();
        deliverForFormer();
        StartPace pace = new StartPace(surroundings.settings().startsPerSecond(), time);
        for (Running session : starting) {
            if (stopped || Thread.interrupted()) {
                throw new InterruptedException("the sessions are being stopped");
            }
            start(session);
            pace.pause();
        }
    }

    /** Returns when they have ended; what is to be carried out meanwhile waits for the next. */
    private void end(List<Running> leaving, Map<String, Account> wanted)
            throws InterruptedException {
        for (Running session : leaving) {
            String account = session.account();
            Farewell farewell = farewell(account, wanted);
            if (farewell == Farewell.CHANGED) {
                replaced.put(account, new CompletableFuture<>());
            }
            session.end(farewell);
        }
        for (Running session : leaving) {
            session.thread().join();
            running.remove(session.account());
        }
    }

    private Farewell farewell(String account, Map<String, Account> wanted) {
        if (wanted.containsKey(account)) {
            return Farewell.CHANGED;
        }
        return surroundings.tenure().isOurs(account) ? Farewell.GONE : Farewell.HANDED_OVER;
    }

    /** Its account may have gone to another process since it was to start. */
    private void start(Running session) {
        String account = session.account();
        Running unused =
                running.computeIfPresent(
                        account,
                        (same, now) -> {
                            if (!now.equals(session)) {
                                return now;
                            }
                            if (!surroundings.tenure().isOurs(account)) {
                                session.loop().status().release();
                                return null;
                            }
                            session.thread().start();
                            return session;
                        });
    }

    /**
     * Ends sessions whose accounts are no longer ours; none of them starts again until {@link
     * Tenure} says so. Blocks until each has handed over what it had, but not for longer than this:
     * who has not by then tells nothing more, for the next owner does. May be called while others
     * are being started. A bridge that stops ends them all by itself, and may have them again when
     * it is back.
     */
    public void end(Predicate<String> accounts, Farewell farewell, Duration atMost) {
        if (stopped) {
            return;
        }
        List<Running> leaving = new ArrayList<>();
        for (String account : Set.copyOf(running.keySet())) {
            if (accounts.test(account)) {
                Running session = running.remove(account);
                if (session != null) {
                    session.loop().status().release();
                    session.loop().end(farewell);
                    leaving.add(session);
                }
            }
        }
        leaving.removeIf(session -> !session.hasBegun());
        ending.addAll(leaving);
        try {
            await(leaving, atMost);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        leaving.forEach(session -> session.loop().end(Farewell.LOST));
    }

    private void await(Collection<Running> leaving, Duration atMost) throws InterruptedException {
        long deadline = time.nanos() + atMost.toNanos();
        for (Running session : leaving) {
            if (session.hasBegun()) {
                long left = Math.max(1, deadline - time.nanos());
                boolean unused = session.thread().join(Duration.ofNanos(left));
            }
        }
    }

    /** An account that comes back begins when its earlier session has put down what it had. */
    private void awaitEnding(Set<String> wanted) throws InterruptedException {
        for (Running session : ending) {
            if (wanted.contains(session.account())) {
                session.thread().join();
            }
        }
        ending.removeIf(session -> !session.thread().isAlive());
    }

    private Running session(Account account) {
        SessionLoop loop = new SessionLoop(account, surroundings, leftovers);
        return new Running(
                loop, Thread.ofVirtual().name("session " + account.alias()).unstarted(loop));
    }

    /** What accounts received that are no longer ours still has to reach Kafka. */
    public synchronized void deliverForFormer() {
        former.deliver(running::containsKey);
    }

    /**
     * Takes no more commands in, and lets none wait any longer for its account: those that cannot
     * be carried out at once are left for the next process. To be called before {@link #stop}.
     */
    public void releaseCommands() {
        stopped = true;
        running.values().forEach(session -> session.loop().status().release());
    }

    /** Ends all sessions and waits until each has handed over what it had, or has given up. */
    public synchronized void stop(Duration atMost) throws InterruptedException {
        stopped = true;
        former.stop();
        running.values().forEach(session -> session.end(Farewell.STOP));
        await(running.values(), atMost);
        running.clear();
    }

    /** Wants an account online, and tries at once; false where there is no such account. */
    public boolean login(String account) {
        return ask(account, SessionLoop::login);
    }

    /** Wants it logged out until a login is asked for. */
    public boolean logout(String account) {
        return ask(account, SessionLoop::logout);
    }

    /** Wants it to stay online and to fetch nothing: its messages wait at the network. */
    public boolean hold(String account) {
        return ask(account, SessionLoop::hold);
    }

    /** Wants its messages fetched again. */
    public boolean resume(String account) {
        return ask(account, SessionLoop::resume);
    }

    /** Answers the picture that it waits with; false where it waits with none. */
    public boolean answer(String account, String text) {
        return find(account).map(loop -> loop.answer(text)).orElse(false);
    }

    private boolean ask(String account, Consumer<SessionLoop> wish) {
        Optional<SessionLoop> loop = find(account);
        loop.ifPresent(wish);
        return loop.isPresent();
    }

    /** The last change of each account's session, by UIN. */
    public Map<String, SessionChanged> states() {
        Map<String, SessionChanged> states = new HashMap<>();
        running.forEach((uin, session) -> states.put(uin, session.loop().status().last()));
        return states;
    }

    /** Whether {@link #keep} has said which accounts there are. */
    public boolean isKnown() {
        return known;
    }

    /** Whether commands were released: an account not found says nothing any more. */
    boolean isStopped() {
        return stopped;
    }

    /** Where the account's session is just being replaced, the next one, once that is there. */
    Optional<SessionLoop> findNext(String account) {
        CompletableFuture<Void> end = replaced.get(account);
        if (end != null) {
            end.join();
        }
        return find(account);
    }

    Optional<SessionLoop> find(String account) {
        return Optional.ofNullable(running.get(account)).map(Running::loop);
    }
}
