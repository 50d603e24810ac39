package io.qqbridge.console;

import io.qqbridge.event.CommandResult;
import io.qqbridge.event.CommandResult.Outcome;
import io.qqbridge.event.DeadLetter;
import io.qqbridge.event.Envelope;
import io.qqbridge.event.MessageReceived;
import io.qqbridge.event.RequestReceived;
import io.qqbridge.event.SessionChanged;
import io.qqbridge.gateway.Account;
import io.qqbridge.gateway.Commands.Done;
import io.qqbridge.gateway.Session.SignIn;
import io.qqbridge.gateway.SessionObserver;
import io.qqbridge.gateway.Time;

import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Hears what sessions do and keeps a row for each account, and the latest events. A message costs
 * it a few writes and no garbage, as long as nobody looks.
 */
public final class AccountBook implements SessionObserver {
    /** So many messages a second are told one by one; nobody reads more. */
    private static final int READABLE = 10;

    private static final int LARGEST_PICTURE = 128 * 1024;

    private final Time time;
    private final boolean texts;
    private final Map<String, AccountRow> byUin = new ConcurrentHashMap<>();
    private final RecentEvents events = new RecentEvents();
    private final AtomicInteger version = new AtomicInteger();
    private volatile Sorted byName = new Sorted(-1, List.of());
    private volatile boolean watched;
    private volatile int tellable;

    /** The rows as they were when accounts had come or gone so often. */
    private record Sorted(int version, List<AccountRow> rows) {}

    /**
     * @param texts whether what people write may be shown
     */
    public AccountBook(Time time, boolean texts) {
        this.time = time;
        this.texts = texts;
    }

    private long millis() {
        return time.nanos() / 1_000_000;
    }

    @Override
    public void changed(Account account, SessionChanged change) {
        AccountRow row = byUin.get(account.uin());
        if (row == null || !row.account().equals(account)) {
            byUin.put(account.uin(), new AccountRow(account, change));
            version.incrementAndGet();
        } else {
            row.changed(change);
        }
        boolean news = change.was() != null;
        if (news) {
            tell(account.uin(), change.state().word(), change.reason());
        }
    }

    @Override
    public void gone(Account account) {
        byUin.remove(account.uin());
        version.incrementAndGet();
    }

    @Override
    public void signedIn(Account account, SignIn outcome) {
        AccountRow row = byUin.get(account.uin());
        if (row != null) {
            row.picture(
                    outcome instanceof SignIn.Challenged(String hex)
                                    && hex.length() <= LARGEST_PICTURE
                            ? hex
                            : null);
        }
    }

    @Override
    public void held(Account account, boolean isHeld) {
        AccountRow row = byUin.get(account.uin());
        if (row != null) {
            row.held(isHeld);
        }
    }

    @Override
    public void dropped(Account account, DropReason reason) {
        AccountRow row = byUin.get(account.uin());
        if (row != null) {
            row.dropped();
        }
        tell(account.uin(), "drop", reason.word());
    }

    @Override
    public void delivered(Account account, List<Envelope> delivered, Duration took) {
        int messages = 0;
        long last = 0;
        for (int i = 0; i < delivered.size(); i++) {
            switch (delivered.get(i).event()) {
                case MessageReceived message -> {
                    messages++;
                    last = message.receivedAt().toEpochMilli();
                    if (watched && tellable > 0) {
                        tell(message);
                    }
                }
                case RequestReceived request -> tell(request);
                case DeadLetter letter -> tell(letter.account(), "dead", letter.reason());
                default -> {
                    // Told elsewhere, or of no interest to a person.
                }
            }
        }
        AccountRow row = messages == 0 ? null : byUin.get(account.uin());
        if (row != null) {
            row.received(messages, millis(), last);
        }
    }

    @Override
    public void executed(Done end, Duration took) {
        CommandResult result = end.result();
        AccountRow row = byUin.get(result.account());
        if (result.outcome() != Outcome.ACCEPTED) {
            tell(
                    result.account(),
                    "command",
                    "%s %s: %s"
                            .formatted(result.command(), result.outcome().word(), result.reason()));
        } else if (row != null && "send-message".equals(result.command())) {
            row.sent(millis());
        }
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one more or less does not matter
    private void tell(MessageReceived message) {
        tellable--;
        tell(
                message.account(),
                "message",
                texts
                        ? "%s: %s".formatted(message.from(), message.text())
                        : "%d characters".formatted(message.text().length()));
    }

    private void tell(RequestReceived request) {
        String kind = request.kindOfRequest().name().toLowerCase(java.util.Locale.ROOT);
        tell(
                request.account(),
                "request",
                texts ? "%s: %s, %s".formatted(kind, request.contact(), request.words()) : kind);
    }

    private void tell(String uin, String kind, String text) {
        events.add(
                time.now().toEpochMilli(),
                nameOf(uin),
                kind,
                texts ? Shown.text(text) : Shown.anonymous(text));
    }

    /** The alias of an account; of one that is not configured nothing but that it is not. */
    String nameOf(String uin) {
        AccountRow row = byUin.get(uin);
        return row == null ? "" : row.alias();
    }

    /** A second has passed; somebody looks, or nobody does. */
    void second(boolean somebodyLooks) {
        watched = somebodyLooks;
        tellable = READABLE;
    }

    RecentEvents events() {
        return events;
    }

    Collection<AccountRow> rows() {
        return byUin.values();
    }

    /** All, in the order of their names. */
    List<AccountRow> rowsByName() {
        int now = version.get();
        Sorted known = byName;
        if (known.version() != now) {
            known =
                    new Sorted(
                            now,
                            byUin.values().stream()
                                    .sorted(Comparator.comparing(AccountRow::alias, Names.ORDER))
                                    .toList());
            byName = known;
        }
        return known.rows();
    }

    Optional<AccountRow> find(String alias) {
        return byUin.values().stream().filter(row -> row.alias().equals(alias)).findFirst();
    }
}
