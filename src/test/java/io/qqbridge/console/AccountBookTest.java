package io.qqbridge.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.qqbridge.event.Envelope;
import io.qqbridge.event.MessageReceived;
import io.qqbridge.event.SessionChanged;
import io.qqbridge.event.SessionState;
import io.qqbridge.event.State;
import io.qqbridge.gateway.Account;
import io.qqbridge.gateway.Secret;
import io.qqbridge.gateway.Time;

import org.junit.jupiter.api.Test;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What the console remembers, and what that costs. */
class AccountBookTest {
    private static final int MANY = 10_000;

    private final AccountBook book = new AccountBook(Time.SYSTEM, false);

    private static Account account(int number) {
        return new Account(
                Integer.toString(10_000 + number),
                "account-" + number,
                Secret.ofPassword("demo"),
                State.ONLINE);
    }

    private static SessionChanged change(
            Account account,
            SessionState state,
            @org.jspecify.annotations.Nullable SessionState was,
            String reason) {
        return new SessionChanged(account.uin(), state, was, reason, Instant.EPOCH, 0, "next");
    }

    private static long allocated() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean())
                .getCurrentThreadAllocatedBytes();
    }

    @Test
    void anAccountThatIsOnlineAndIdleTakesLessThan300Bytes() {
        List<Account> accounts = new ArrayList<>();
        List<SessionChanged> starts = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            accounts.add(account(i));
            starts.add(change(accounts.get(i), SessionState.CONNECTING, null, "starting"));
        }
        AccountBook warm = new AccountBook(Time.SYSTEM, false);
        for (int i = 0; i < MANY; i++) {
            warm.changed(accounts.get(i), starts.get(i));
        }

        long before = allocated();
        for (int i = 0; i < MANY; i++) {
            book.changed(accounts.get(i), starts.get(i));
        }
        long each = (allocated() - before) / MANY;

        // With what growing the table threw away.
        assertThat(each).isLessThan(300);
    }

    @Test
    void aMessageLeavesNoGarbage() {
        Account account = account(1);
        book.changed(account, change(account, SessionState.CONNECTING, null, "starting"));
        List<Envelope> delivered = List.of(message(account));
        deliver(account, delivered);

        long before = allocated();
        deliver(account, delivered);
        long each = (allocated() - before) / MANY;

        assertThat(each).isZero();
        assertThat(book.find("account-1").orElseThrow().received().count()).isEqualTo(2 * MANY);
    }

    private static Envelope message(Account account) {
        return Envelope.of(
                "1",
                new MessageReceived(account.uin(), "private:1", "1", "hi", Instant.now(), null));
    }

    private void deliver(Account account, List<Envelope> delivered) {
        for (int i = 0; i < MANY; i++) {
            book.delivered(account, delivered, Duration.ZERO);
        }
    }

    @Test
    void theLastTwentyChangesAreRememberedAndNoStart() {
        Account account = account(1);
        book.changed(account, change(account, SessionState.CONNECTING, null, "starting"));
        for (int i = 0; i < 30; i++) {
            book.changed(
                    account,
                    change(account, SessionState.ONLINE, SessionState.RECONNECTING, "change " + i));
        }

        List<SessionChanged> history = book.find("account-1").orElseThrow().history();
        assertThat(history).hasSize(20);
        assertThat(history.getFirst().reason()).isEqualTo("change 29");
        assertThat(history.getLast().reason()).isEqualTo("change 10");
    }

    @Test
    void messagesAreToldOneByOneOnlyWhileSomebodyLooksAndFewASecond() {
        Account account = account(1);
        book.changed(account, change(account, SessionState.CONNECTING, null, "starting"));
        List<Envelope> delivered = List.of(message(account));
        deliver(account, delivered);
        assertThat(book.events().after(0)).isEmpty();

        book.second(true);
        deliver(account, delivered);

        assertThat(book.events().after(0)).hasSize(10);
        assertThat(book.events().after(0).getFirst().text()).isEqualTo("2 characters");
    }

    @Test
    void anAccountThatIsGoneIsForgotten() {
        Account account = account(1);
        book.changed(account, change(account, SessionState.CONNECTING, null, "starting"));
        assertThat(book.rowsByName()).hasSize(1);

        book.gone(account);

        assertThat(book.rowsByName()).isEmpty();
        assertThat(book.find("account-1")).isEmpty();
    }
}
