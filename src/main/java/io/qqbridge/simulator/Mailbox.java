package io.qqbridge.simulator;

import io.qqbridge.protocol.Message;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** The messages that wait for one account, in order, online or not. */
final class Mailbox {
    /** Beyond these the oldest message falls out. */
    static final int ROOM = 10_000;

    /** One answer hands over at most so many messages, ... */
    static final int MESSAGES_AN_ANSWER = 100;

    /** ... and stops after so many characters, so that long texts make no endless answer. */
    static final int CHARACTERS_AN_ANSWER = 256 * 1024;

    private final ArrayDeque<Message> waiting = new ArrayDeque<>(1);

    /** Returns whether there was room; if not, the oldest message made way. */
    boolean put(Message message) {
        boolean room = waiting.size() < ROOM;
        if (!room) {
            waiting.removeFirst();
        }
        waiting.addLast(message);
        return room;
    }

    /** Hands over the oldest messages and forgets them. */
    List<Message> take() {
        if (waiting.isEmpty()) {
            return List.of();
        }
        List<Message> taken = new ArrayList<>(Math.min(waiting.size(), MESSAGES_AN_ANSWER));
        int characters = 0;
        while (!waiting.isEmpty()
                && taken.size() < MESSAGES_AN_ANSWER
                && characters < CHARACTERS_AN_ANSWER) {
            Message message = waiting.removeFirst();
            characters += message.text().length();
            taken.add(message);
        }
        return taken;
    }

    int size() {
        return waiting.size();
    }
}
