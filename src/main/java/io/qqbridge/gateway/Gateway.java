package io.qqbridge.gateway;

import io.qqbridge.event.Event;

import java.time.Instant;
import java.util.List;

/** A chat network. */
public interface Gateway {
    /** A session of this account, not yet logged in; must not touch the network. */
    Session session(Account account);

    /**
     * Reads an answer anew that a session of this account once received: the same events in the
     * same order. What this version cannot read becomes a dead letter.
     */
    List<Event> read(String account, byte[] answer, Instant receivedAt);
}
