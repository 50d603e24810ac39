package io.qqbridge.gateway;

import io.qqbridge.event.Command;
import io.qqbridge.event.CommandJson;
import io.qqbridge.event.CommandRecord;
import io.qqbridge.event.CommandResult;
import io.qqbridge.event.CommandResult.Outcome;
import io.qqbridge.event.DeadLetter;
import io.qqbridge.event.Mistake;
import io.qqbridge.event.SessionChanged;
import io.qqbridge.event.SessionState;
import io.qqbridge.gateway.Commands.Done;
import io.qqbridge.gateway.Session.Executed;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Optional;

/**
 * Brings one command to its one end. What fails in a way that is safe to repeat is tried until its
 * time is up: nothing was sent, or what was sent carries the same mark again.
 */
final class CommandAttempt {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final Time time;

    CommandAttempt(Time time) {
        this.time = time;
    }

    /** The end of a record that is no command. */
    Done unreadable(CommandRecord record, CommandJson.Invalid invalid) {
        return dead(record, invalid, Outcome.REJECTED, invalid.reason());
    }

    /** The end of a command that the bridge itself failed at. */
    Done failed(CommandRecord record, CommandJson.Read read, RuntimeException mistake) {
        return dead(
                record,
                read,
                Outcome.UNKNOWN,
                "the bridge itself failed; its log tells more",
                Mistake.of(mistake));
    }

    /** Tries a command for so long, at least once. */
    Done run(
            CommandRecord record,
            CommandJson.Valid valid,
            Optional<SessionLoop> session,
            Duration patience) {
        if (session.isEmpty()) {
            return dead(
                    record,
                    valid,
                    Outcome.REJECTED,
                    "account %s is not in the configuration (key qq.accounts.file)"
                            .formatted(valid.account()));
        }
        if (isExpired(valid)) {
            return expired(record, valid);
        }
        return switch (valid.command()) {
            case Command.Login login -> login(record, valid, session.get(), patience);
            case Command.Logout logout -> logout(record, valid, session.get(), patience);
            default -> network(record, valid, session.get(), patience);
        };
    }

    private Done login(
            CommandRecord record, CommandJson.Valid valid, SessionLoop loop, Duration patience) {
        int before = loop.status().changes();
        if (loop.status().last().state() == SessionState.ONLINE) {
            return accepted(record, valid, null);
        }
        loop.login();
        SessionChanged now = loop.status().await(before, CommandAttempt::settled, patience);
        return now.state() == SessionState.ONLINE
                ? accepted(record, valid, null)
                : rejected(record, valid, null, notOnline(now));
    }

    private Done logout(
            CommandRecord record, CommandJson.Valid valid, SessionLoop loop, Duration patience) {
        loop.logout();
        SessionChanged now = loop.status().await(-1, SessionState.STOPPED::equals, patience);
        return now.state() == SessionState.STOPPED
                ? accepted(record, valid, null)
                : rejected(record, valid, null, "the session is still busy; it ends soon");
    }

    private Done network(
            CommandRecord record, CommandJson.Valid valid, SessionLoop loop, Duration patience) {
        long deadline = time.nanos() + patience.toNanos();
        Duration pause = FIRST_PAUSE;
        @Nullable String unanswered = null;
        while (true) {
            if (isExpired(valid)) {
                return unanswered == null
                        ? expired(record, valid)
                        : unknown(record, valid, unanswered);
            }
            Duration left = Duration.ofNanos(Math.max(0, deadline - time.nanos()));
            SessionChanged now = loop.status().await(-1, CommandAttempt::settled, left);
            if (isExpired(valid)) {
                continue;
            }
            if (now.state() != SessionState.ONLINE) {
                return unanswered == null
                        ? rejected(record, valid, null, notOnline(now))
                        : unknown(record, valid, unanswered);
            }
            String trouble;
            switch (loop.session().execute(valid.command(), record.seq())) {
                case Executed.Accepted accepted -> {
                    if (valid.command().changesContacts()) {
                        loop.contactsChanged();
                    }
                    return accepted(record, valid, accepted.data());
                }
                case Executed.Rejected rejected -> {
                    return rejected(record, valid, rejected.code(), rejected.reason());
                }
                case Executed.SignedOut signedOut -> {
                    loop.wake();
                    trouble = "the gateway does not know the session";
                }
                case Executed.NotSent notSent ->
                        trouble = "could not be sent to the gateway: " + notSent.reason();
                case Executed.Unanswered no -> {
                    unanswered = no.reason();
                    trouble = no.reason();
                }
            }
            if (deadline - time.nanos() <= pause.toNanos()) {
                return unanswered == null
                        ? rejected(record, valid, null, trouble)
                        : unknown(record, valid, unanswered);
            }
            time.pause(pause);
            Duration doubled = pause.multipliedBy(2);
            pause = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
        }
    }

    private boolean isExpired(CommandJson.Valid valid) {
        return valid.expiresAt() != null && !time.now().isBefore(valid.expiresAt());
    }

    /** No longer on its way anywhere. */
    private static boolean settled(SessionState state) {
        return switch (state) {
            case ONLINE, REFUSED, TAKEN_OVER, CHALLENGED, STOPPED -> true;
            case CONNECTING, RECONNECTING -> false;
        };
    }

    private static String notOnline(SessionChanged now) {
        return "the account is not online (%s): %s".formatted(now.state().word(), now.reason());
    }

    private Done accepted(
            CommandRecord record, CommandJson.Read read, CommandResult.@Nullable Answer data) {
        return done(record, read, Outcome.ACCEPTED, 0, null, data);
    }

    private Done rejected(
            CommandRecord record, CommandJson.Read read, @Nullable Integer code, String reason) {
        return done(record, read, Outcome.REJECTED, code, reason, null);
    }

    private Done expired(CommandRecord record, CommandJson.Read read) {
        return done(record, read, Outcome.EXPIRED, null, "its expiresAt has passed", null);
    }

    private Done unknown(CommandRecord record, CommandJson.Read read, String reason) {
        return dead(
                record, read, Outcome.UNKNOWN, "sent, but the gateway did not answer: " + reason);
    }

    private Done done(
            CommandRecord record,
            CommandJson.Read read,
            Outcome outcome,
            @Nullable Integer code,
            @Nullable String reason,
            CommandResult.@Nullable Answer data) {
        return new Done(
                record,
                new CommandResult(
                        read.word(), read.account(), outcome, code, reason, data, time.now()),
                Optional.empty());
    }

    private Done dead(CommandRecord record, CommandJson.Read read, Outcome outcome, String reason) {
        return dead(record, read, outcome, reason, null);
    }

    private Done dead(
            CommandRecord record,
            CommandJson.Read read,
            Outcome outcome,
            String reason,
            @Nullable Mistake mistake) {
        Done done = done(record, read, outcome, null, reason, null);
        DeadLetter letter =
                new DeadLetter(
                        read.account(),
                        record.value(),
                        DeadLetter.Stage.COMMAND,
                        reason,
                        record.origin(),
                        record.headers(),
                        done.result().at(),
                        new DeadLetter.Attempt(record.key(), outcome, mistake));
        return new Done(record, done.result(), Optional.of(letter));
    }
}
