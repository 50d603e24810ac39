package io.qqbridge.event;

import com.fasterxml.jackson.annotation.JsonValue;

import java.util.Optional;
import java.util.Set;

/**
 * How present somebody is, in the contract's words.
 *
 * @param word one of the constants' words, or {@code unknown-<number>} for a state that the network
 *     has and this bridge has no word for
 */
public record State(@JsonValue String word) {
    public static final State ONLINE = new State("online");
    public static final State OFFLINE = new State("offline");
    public static final State BUSY = new State("busy");
    public static final State INVISIBLE = new State("invisible");
    public static final State AWAY = new State("away");
    public static final State CALL_ME = new State("call-me");
    public static final State DO_NOT_DISTURB = new State("do-not-disturb");

    private static final Set<State> NAMED =
            Set.of(ONLINE, OFFLINE, BUSY, INVISIBLE, AWAY, CALL_ME, DO_NOT_DISTURB);

    /** The state with this number of the network's own, which has no word. */
    public static State unknown(int number) {
        return new State("unknown-" + number);
    }

    /** The named state with this word, or none. */
    public static Optional<State> named(String word) {
        State state = new State(word);
        return NAMED.contains(state) ? Optional.of(state) : Optional.empty();
    }

    @Override
    public String toString() {
        return word;
    }
}
