package io.qqbridge.simulator;

import io.qqbridge.protocol.Message;

import org.jspecify.annotations.Nullable;

import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The life of the simulated contacts: they write, answer, come and go, and ask to be added. Only
 * accounts that are logged in are bothered, so that nobody's queue fills while nobody reads it.
 */
final class Chatter implements Commands.Listener {
    private static final double MESSAGES = 0.75;
    private static final double STATES = 0.20;
    private static final double ANSWERED = 0.7;
    private static final int MOST_ANSWERS_DUE = 10_000;

    private record AnswerDue(SimulatedContact from, SimulatedAccount to) {}

    private final World world;
    private final Sessions sessions;
    private final Post post;
    private final Friendships friendships;
    private final RandomGenerator random;
    private final InstantSource clock;
    private final ArrayDeque<AnswerDue> answersDue = new ArrayDeque<>();
    private double perSecond;
    private double eventsDue;
    private long lastTick;

    Chatter(
            World world,
            Sessions sessions,
            Post post,
            Friendships friendships,
            RandomGenerator random,
            InstantSource clock,
            double perSecond) {
        this.world = world;
        this.sessions = sessions;
        this.post = post;
        this.friendships = friendships;
        this.random = random;
        this.clock = clock;
        this.perSecond = perSecond;
        this.lastTick = clock.millis();
    }

    double perSecond() {
        return perSecond;
    }

    void perSecond(double rate) {
        perSecond = rate;
        eventsDue = 0;
    }

    /** Answers wait for the next tick: nobody answers before the message has been sent. */
    @Override
    public void heard(SimulatedContact contact, SimulatedAccount from) {
        if (perSecond > 0
                && answersDue.size() < MOST_ANSWERS_DUE
                && random.nextDouble() < ANSWERED) {
            answersDue.add(new AnswerDue(contact, from));
        }
    }

    /** Lets happen what is due since the last tick. */
    void tick() {
        sessions.dropSilent();
        long now = clock.millis();
        // After a pause of the whole process, or a clock that was moved, there is no catching up.
        double seconds = Math.clamp((now - lastTick) / 1000.0, 0.0, 1.0);
        lastTick = now;
        for (AnswerDue due = answersDue.poll(); due != null; due = answersDue.poll()) {
            write(due.from(), due.to(), Phrases.answer(random));
        }
        eventsDue += perSecond * seconds;
        for (; eventsDue >= 1; eventsDue--) {
            @Nullable SimulatedAccount account = sessions.any(random);
            if (account == null) {
                eventsDue = 0;
                return;
            }
            somethingHappensTo(account);
        }
    }

    private void somethingHappensTo(SimulatedAccount account) {
        @Nullable SimulatedContact contact = anyContactOf(account);
        double dice = random.nextDouble();
        if (contact == null || dice >= MESSAGES + STATES) {
            somebodyAsks(account);
        } else if (dice < MESSAGES) {
            write(contact, account, Phrases.chat(random));
        } else {
            comeOrGo(contact);
        }
    }

    private void write(SimulatedContact from, SimulatedAccount to, String text) {
        post.deliver(to, new Message(Message.USER, from.uin(), text));
    }

    private void comeOrGo(SimulatedContact contact) {
        contact.state(
                switch (contact.state()) {
                    case Somebody.ONLINE -> random.nextBoolean() ? Somebody.BUSY : Somebody.OFFLINE;
                    case Somebody.BUSY -> Somebody.ONLINE;
                    default -> Somebody.ONLINE;
                });
        post.announceState(contact);
    }

    private void somebodyAsks(SimulatedAccount account) {
        List<SimulatedContact> all = world.contacts();
        if (all.isEmpty()) {
            return;
        }
        SimulatedContact stranger = all.get(random.nextInt(all.size()));
        if (account.knows(stranger)) {
            write(stranger, account, Phrases.chat(random));
        } else {
            friendships.askAccount(stranger, account, Phrases.introduction(random));
        }
    }

    private @Nullable SimulatedContact anyContactOf(SimulatedAccount account) {
        List<SimulatedContact> contacts =
                account.contacts().stream()
                        .filter(SimulatedContact.class::isInstance)
                        .map(SimulatedContact.class::cast)
                        .toList();
        return contacts.isEmpty() ? null : contacts.get(random.nextInt(contacts.size()));
    }
}
