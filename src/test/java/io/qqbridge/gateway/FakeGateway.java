package io.qqbridge.gateway;

import io.qqbridge.event.Event;
import io.qqbridge.event.MessageReceived;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Gives out fake sessions, each as a test has prepared it. */
final class FakeGateway implements Gateway {
    /** Those that were asked for, in order. */
    final List<Account> asked = new CopyOnWriteArrayList<>();

    private final Map<String, FakeSession> sessions = new ConcurrentHashMap<>();

    /** The session that an account has, or will have. */
    FakeSession of(String uin) {
        return Objects.requireNonNull(sessions.computeIfAbsent(uin, key -> new FakeSession()));
    }

    /** Makes this the session of an account. */
    void give(String uin, FakeSession session) {
        sessions.put(uin, session);
    }

    /** An answer is the text of one message. */
    @Override
    public List<Event> read(String account, byte[] answer, Instant receivedAt) {
        String text = new String(answer, StandardCharsets.UTF_8);
        return List.of(new MessageReceived(account, "private:3", "3", text, receivedAt, null));
    }

    @Override
    public Session session(Account account) {
        asked.add(account);
        return of(account.uin());
    }
}
