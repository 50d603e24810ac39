package io.qqbridge.app;

import io.qqbridge.event.CommandResult;
import io.qqbridge.event.CommandResult.Outcome;
import io.qqbridge.event.Envelope;
import io.qqbridge.event.OneLine;
import io.qqbridge.event.SessionChanged;
import io.qqbridge.event.SessionState;
import io.qqbridge.gateway.Account;
import io.qqbridge.gateway.Commands.Done;
import io.qqbridge.gateway.Session.Received;
import io.qqbridge.gateway.SessionObserver;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Writes a line for what a person on call wants to know: never a text, never a secret. */
final class SessionLog implements SessionObserver {
    private static final Logger LOG = LoggerFactory.getLogger("qq.session");

    private static final String ACCOUNT = "account";
    private static final String ID = "id";
    private static final int LONGEST_ID = 100;

    private final Set<String> waiting = new HashSet<>();

    /** By UIN, which no line of ours shows. */
    private final Map<String, String> aliases = new ConcurrentHashMap<>();

    @Override
    public void polled(Account account, Received received, Duration took) {
        if (received instanceof Received.Unreadable unreadable && !unreadable.told()) {
            LOG.atWarn()
                    .addKeyValue(ACCOUNT, account.alias())
                    .log(
                            "an answer of the gateway cannot be read and went to the dead letters:"
                                    + " {} ({} bytes)",
                            unreadable.reason(),
                            unreadable.answer().length);
        }
        if (received.lost()) {
            LOG.atWarn()
                    .addKeyValue(ACCOUNT, account.alias())
                    .log(
                            "an answer of the gateway, with what was in it, may be lost: {}",
                            received instanceof Received.Unreachable unreachable
                                    ? unreachable.reason()
                                    : "the gateway dropped the session twice meanwhile");
        }
    }

    @Override
    public void deliveryWaits(Account account) {
        waits(account, "it does not acknowledge what it was sent");
    }

    @Override
    public synchronized void delivered(Account account, List<Envelope> events, Duration took) {
        if (waiting.remove(account.uin()) && waiting.isEmpty()) {
            LOG.info("Kafka takes what was received again; all accounts fetch as usual");
        }
    }

    /** An account that is no longer kept would stand between the others and the good news. */
    private synchronized void waitsNoMore(Account account) {
        waiting.remove(account.uin());
    }

    @Override
    public void deliveryFailed(Account account, String reason) {
        waits(account, OneLine.of(reason));
    }

    /** One line for an outage, however many accounts it concerns. */
    private synchronized void waits(Account account, String reason) {
        if (waiting.add(account.uin()) && waiting.size() == 1) {
            LOG.atWarn()
                    .addKeyValue(ACCOUNT, account.alias())
                    .log(
                            "Kafka does not take what was received: {}; accounts that wait for it stay"
                                    + " online and fetch nothing more",
                            reason);
        }
    }

    @Override
    public void executed(Done end, Duration took) {
        CommandResult result = end.result();
        if (result.outcome() != Outcome.ACCEPTED) {
            LOG.atInfo()
                    .addKeyValue(ACCOUNT, aliases.getOrDefault(result.account(), "unknown"))
                    .addKeyValue(ID, printable(end.record().id()))
                    .log(
                            "a command ({}) was {}: {}",
                            result.command(),
                            result.outcome().word(),
                            result.reason());
        }
    }

    /** Somebody else chose it, and it must not look like a line of its own. */
    private static String printable(String id) {
        String shown = id.replaceAll("[^!-~]", "?");
        return shown.length() <= LONGEST_ID ? shown : shown.substring(0, LONGEST_ID) + "…";
    }

    @Override
    public void changed(Account account, SessionChanged change) {
        aliases.put(account.uin(), account.alias());
        if (change.state() == SessionState.STOPPED) {
            waitsNoMore(account);
        }
        boolean wantsAPerson =
                change.state() == SessionState.REFUSED
                        || change.state() == SessionState.CHALLENGED
                        || change.state() == SessionState.TAKEN_OVER
                        || change.state() == SessionState.SILENT;
        LOG.atLevel(wantsAPerson ? org.slf4j.event.Level.WARN : org.slf4j.event.Level.INFO)
                .addKeyValue(ACCOUNT, account.alias())
                .log("{} ({}); next: {}", change.state().word(), change.reason(), change.next());
    }

    @Override
    public void gone(Account account) {
        aliases.remove(account.uin());
        waitsNoMore(account);
    }

    @Override
    public void failed(String account, RuntimeException mistake) {
        LOG.atError()
                .addKeyValue(ACCOUNT, aliases.getOrDefault(account, "unknown"))
                .setCause(mistake)
                .log("the bridge itself failed, and goes on; please report this");
    }
}
