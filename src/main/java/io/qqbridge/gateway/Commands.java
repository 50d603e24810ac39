package io.qqbridge.gateway;

import io.qqbridge.event.Command;
import io.qqbridge.event.CommandJson;
import io.qqbridge.event.CommandRecord;
import io.qqbridge.event.CommandResult;
import io.qqbridge.event.CommandResult.Outcome;
import io.qqbridge.event.DeadLetter;
import io.qqbridge.event.SessionChanged;
import io.qqbridge.event.SessionState;
import io.qqbridge.gateway.Session.Executed;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Carries out the commands of one account, in order. Each comes to exactly one end: what cannot be
 * read, or has no account, is rejected; what fails in a way that is safe to try again is tried until
 * its time is up.
 */
public final class Commands {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final Sessions sessions;
    private final SessionObserver observer;
    private final Duration timeout;
    private final Time time;

    Commands(Sessions sessions, SessionObserver observer, Duration timeout, Time time) {
        this.sessions = sessions;
        this.observer = observer;
        this.timeout = timeout;
        this.time = time;
    }

    /**
     * The end of a command.
     *
     * @param deadLetter the record itself, where it could not be carried out or nobody knows if it was
     */
    public record Done(
            CommandRecord record, CommandResult result, Optional<DeadLetter> deadLetter) {}

    /**
     * Carries out records of one account, one after the other; blocks until each has its end. Once one
     * has used up its time in vain, the others are tried only once, so that a batch takes little longer
     * than its slowest command.
     */
    public List<Done> execute(List<CommandRecord> records) {
        Duration[] patience = {timeout};
        return records.stream()
                .map(
                        record -> {
                            Done done = execute(record, patience[0]);
                            patience[0] = inVain(done.result()) ? Duration.ZERO : timeout;
                            observer.executed(
                                    done.result(),
                                    Duration.between(record.writtenAt(), done.result().at()));
                            return done;
                        })
                .toList();
    }

    private static boolean inVain(CommandResult result) {
        return result.outcome() == Outcome.UNKNOWN
                || (result.outcome() == Outcome.REJECTED && result.code() == null);
    }

    private Done execute(CommandRecord record, Duration patience) {
        return switch (CommandJson.read(record.key(), record.value())) {
            case CommandJson.Invalid invalid ->
                    dead(record, invalid, Outcome.REJECTED, invalid.reason());
            case CommandJson.Valid valid -> execute(record, valid, patience);
        };
    }

    private Done execute(CommandRecord record, CommandJson.Valid valid, Duration patience) {
        Optional<SessionLoop> loop = sessions.find(valid.account());
        if (loop.isEmpty()) {
            return dead(
                    record,
                    valid,
                    Outcome.REJECTED,
                    "account %s is not in the configuration (qq.accounts.file)"
                            .formatted(valid.account()));
        }
        return switch (valid.command()) {
            case Command.Login login -> login(record, valid, loop.get());
            case Command.Logout logout -> logout(record, valid, loop.get());
            default -> tried(record, valid, loop.get(), patience);
        };
    }

    private Done login(CommandRecord record, CommandJson.Valid valid, SessionLoop loop) {
        int before = loop.status().changes();
        if (loop.status().last().state() == SessionState.ONLINE) {
            return accepted(record, valid, null);
        }
        loop.login();
        SessionChanged now = loop.status().await(before, Commands::settled, timeout);
        return now.state() == SessionState.ONLINE
                ? accepted(record, valid, null)
                : rejected(record, valid, null, notOnline(now));
    }

    private Done logout(CommandRecord record, CommandJson.Valid valid, SessionLoop loop) {
        loop.logout();
        loop.status().await(-1, SessionState.STOPPED::equals, timeout);
        return accepted(record, valid, null);
    }

    private Done tried(
            CommandRecord record, CommandJson.Valid valid, SessionLoop loop, Duration patience) {
        long deadline = time.nanos() + patience.toNanos();
        Duration pause = FIRST_PAUSE;
        @Nullable String unanswered = null;
        while (true) {
            if (valid.expiresAt() != null && !time.now().isBefore(valid.expiresAt())) {
                return unanswered == null
                        ? done(record, valid, Outcome.EXPIRED, null, "its expiresAt has passed")
                        : dead(record, valid, Outcome.UNKNOWN, unanswered);
            }
            Duration left = Duration.ofNanos(Math.max(0, deadline - time.nanos()));
            SessionChanged now = loop.status().await(-1, Commands::settled, left);
            if (now.state() != SessionState.ONLINE) {
                return unanswered == null
                        ? rejected(record, valid, null, notOnline(now))
                        : dead(record, valid, Outcome.UNKNOWN, unanswered);
            }
            boolean last = deadline - time.nanos() <= pause.toNanos();
            switch (loop.session().execute(valid.command(), record.seq())) {
                case Executed.Accepted accepted -> {
                    return accepted(record, valid, accepted.data());
                }
                case Executed.Rejected rejected -> {
                    return rejected(record, valid, rejected.code(), rejected.reason());
                }
                case Executed.SignedOut signedOut -> {
                    loop.wake();
                    if (last) {
                        return rejected(
                                record, valid, null, "the gateway does not know the session");
                    }
                }
                case Executed.NotSent notSent -> {
                    if (last && unanswered == null) {
                        return rejected(
                                record,
                                valid,
                                null,
                                "could not be sent to the gateway: " + notSent.reason());
                    }
                }
                case Executed.Unanswered no -> unanswered = no.reason();
            }
            if (last && unanswered != null) {
                return dead(
                        record,
                        valid,
                        Outcome.UNKNOWN,
                        "sent, but the gateway did not answer: " + unanswered);
            }
            time.pause(pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0
                    ? pause.multipliedBy(2)
                    : LONGEST_PAUSE;
        }
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
        return new Done(
                record,
                new CommandResult(
                        read.word(), read.account(), Outcome.ACCEPTED, 0, null, data, now()),
                Optional.empty());
    }

    private Done rejected(
            CommandRecord record, CommandJson.Read read, @Nullable Integer code, String reason) {
        return done(record, read, Outcome.REJECTED, code, reason);
    }

    private Done done(
            CommandRecord record,
            CommandJson.Read read,
            Outcome outcome,
            @Nullable Integer code,
            String reason) {
        return new Done(
                record,
                new CommandResult(
                        read.word(), read.account(), outcome, code, reason, null, now()),
                Optional.empty());
    }

    private Done dead(
            CommandRecord record, CommandJson.Read read, Outcome outcome, String reason) {
        Done done = done(record, read, outcome, null, reason);
        return new Done(
                record,
                done.result(),
                Optional.of(
                        new DeadLetter(
                                read.account(),
                                record.value(),
                                DeadLetter.Stage.COMMAND,
                                reason,
                                record.origin(),
                                record.headers(),
                                done.result().at())));
    }

    private Instant now() {
        return time.now();
    }
}
