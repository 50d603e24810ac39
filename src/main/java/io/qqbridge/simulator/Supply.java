package io.qqbridge.simulator;

import io.qqbridge.protocol.Message;

import java.util.random.RandomGenerator;

/**
 * Messages that are there when an account asks for them, so that a measurement finds as many as it
 * wants however fast it asks.
 */
final class Supply {
    private final Post post;
    private final RandomGenerator random;
    private int messages;
    private double share;
    private long written;

    Supply(Post post, RandomGenerator random) {
        this.post = post;
        this.random = random;
    }

    int messages() {
        return messages;
    }

    double share() {
        return share;
    }

    /** From now on such a share of all questions finds so many messages more. */
    void become(int newMessages, double newShare) {
        messages = newMessages;
        share = newShare;
    }

    /** The account asks now. */
    void refill(SimulatedAccount account) {
        if (messages == 0 || random.nextDouble() >= share) {
            return;
        }
        String from = Long.toString(World.FIRST_CONTACT);
        for (int i = 0; i < messages; i++) {
            post.deliver(account, new Message(Message.USER, from, "supplied message " + ++written));
        }
    }
}
