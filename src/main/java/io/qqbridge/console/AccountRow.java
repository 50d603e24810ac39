package io.qqbridge.console;

import io.qqbridge.event.SessionChanged;
import io.qqbridge.gateway.Account;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What the console remembers of one account. There are thousands of them, most of them idle, so
 * what is rare is not there until it happens.
 */
final class AccountRow {
    private static final int LONGEST_HISTORY = 20;

    private final Account account;
    private final Rate received = new Rate();
    private final Rate sent = new Rate();

    /** The latest last. */
    private volatile SessionChanged[] history;

    private volatile long lastMessage;
    private volatile int drops;
    private volatile boolean held;
    private volatile @Nullable String picture;

    AccountRow(Account account, SessionChanged first) {
        this.account = account;
        this.history = new SessionChanged[] {first};
    }

    Account account() {
        return account;
    }

    String alias() {
        return account.alias();
    }

    /** A start that nothing happened to is nothing to remember. */
    synchronized void changed(SessionChanged change) {
        SessionChanged[] before = history;
        boolean isStart = before.length == 1 && before[0].was() == null;
        int kept = isStart ? 0 : Math.min(before.length, LONGEST_HISTORY - 1);
        SessionChanged[] after =
                Arrays.copyOfRange(before, before.length - kept, before.length + 1);
        after[kept] = change;
        history = after;
    }

    /** The latest change of its session. */
    SessionChanged latest() {
        SessionChanged[] all = history;
        return all[all.length - 1];
    }

    /** The latest first. */
    List<SessionChanged> history() {
        return List.of(history).reversed();
    }

    void received(int messages, long millis, long receivedAt) {
        received.add(messages, millis);
        lastMessage = receivedAt;
    }

    void sent(long millis) {
        sent.add(1, millis);
    }

    Rate received() {
        return received;
    }

    Rate sent() {
        return sent;
    }

    /** When the last message was received, in milliseconds of the epoch; 0 for never. */
    long lastMessage() {
        return lastMessage;
    }

    synchronized void dropped() {
        drops++;
    }

    int drops() {
        return drops;
    }

    void held(boolean isHeld) {
        held = isHeld;
    }

    void picture(@Nullable String hex) {
        picture = hex;
    }

    /** The picture that it waits with for a person, in hex; null where it waits with none. */
    @Nullable String picture() {
        return picture;
    }

    /** The word for its state: that of its session, or {@code paused}. */
    String state() {
        return held && latest().state().isOnline() ? AccountQuery.PAUSED : latest().state().word();
    }

    boolean isNamedLike(String part) {
        return alias().toLowerCase(Locale.ROOT).contains(part);
    }
}
