package io.qqbridge.gateway;

import io.qqbridge.event.Command;
import io.qqbridge.event.CommandResult.Person;
import io.qqbridge.event.Event;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** A session that does what a test says, and remembers what it was asked. */
final class FakeSession implements Session.HasPresence, Session.HasRoster, Session.HasChallenges {
    static final SignIn ONLINE = new SignIn.Online(Duration.ofMinutes(1), Duration.ofMinutes(5));

    static final long MARK = 42;

    final List<Long> kept = new CopyOnWriteArrayList<>();
    volatile boolean mayRepeat = true;
    final List<String> calls = new CopyOnWriteArrayList<>();
    volatile boolean hasLeft;
    volatile Supplier<SignIn> signIn = () -> ONLINE;
    volatile Supplier<SignIn> answered = () -> ONLINE;
    volatile Supplier<Received> receive = Received.Nothing::new;
    volatile Supplier<Alive> alive = () -> new Alive.Heard();
    volatile Supplier<Listed<String>> contacts = () -> new Listed.All<>(List.of());
    volatile Supplier<Listed<Person>> online = () -> new Listed.All<>(List.of());
    volatile BiFunction<Command, String, Executed> execute =
            (command, seq) -> new Executed.Accepted(null);

    private static final AtomicInteger ANSWERS = new AtomicInteger();

    /** One after the other; the last for ever. */
    @SafeVarargs
    static <T> Supplier<T> inTurn(T... values) {
        Deque<T> left = new ArrayDeque<>();
        for (T value : values) {
            left.add(value);
        }
        return () -> left.size() > 1 ? left.removeFirst() : left.getFirst();
    }

    static Received batch(Event... events) {
        return new Received.Batch(
                "answer-" + ANSWERS.incrementAndGet(),
                MARK,
                new byte[] {'x'},
                VirtualTime.START,
                List.of(events));
    }

    long count(String call) {
        return calls.stream().filter(call::equals).count();
    }

    @Override
    public SignIn signIn() {
        calls.add("signIn");
        return signIn.get();
    }

    @Override
    public SignIn answer(String text) {
        calls.add("answer " + text);
        return answered.get();
    }

    @Override
    public Received receive() {
        calls.add("receive");
        return receive.get();
    }

    @Override
    public void kept(long mark) {
        kept.add(mark);
    }

    @Override
    public boolean mayRepeat(Command command) {
        return mayRepeat;
    }

    @Override
    public Executed execute(Command command, String seq) {
        calls.add(command.word() + " " + seq);
        return execute.apply(command, seq);
    }

    @Override
    public Alive stayAlive() {
        calls.add("stayAlive");
        return alive.get();
    }

    @Override
    public void signOut() {
        calls.add("signOut");
    }

    @Override
    public void leave() {
        hasLeft = true;
    }

    @Override
    public Listed<Person> online() {
        calls.add("online");
        return online.get();
    }

    @Override
    public Listed<String> contacts() {
        calls.add("contacts");
        return contacts.get();
    }
}
