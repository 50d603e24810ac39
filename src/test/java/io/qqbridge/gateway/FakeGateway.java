package io.qqbridge.gateway;

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

    @Override
    public Session session(Account account) {
        asked.add(account);
        return of(account.uin());
    }
}
