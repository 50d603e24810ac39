package io.qqbridge.gateway;

import io.qqbridge.event.Command;
import io.qqbridge.event.CommandJson;
import io.qqbridge.event.CommandRecord;
import io.qqbridge.event.CommandResult;
import io.qqbridge.event.CommandResult.Outcome;
import io.qqbridge.event.SessionChanged;
import io.qqbridge.event.SessionState;
import io.qqbridge.gateway.Commands.Done;
import io.qqbridge.gateway.Session.Executed;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Brings one command to its one end. What fails in a way that is safe to repeat is tried until its
 * time is up: nothing was sent, or what was sent carries the same mark again.
 */
final class CommandAttempt {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final CommandEnds ends;
    private final Tenure tenure;
    private final Ending ending;
    private final Time time;

    CommandAttempt(CommandEnds ends, Tenure tenure, Time time) {
        this.ends = ends;
        this.tenure = tenure;
        this.ending = new Ending(time);
        this.time = time;
    }

    /**
     * Tries a command for so long, at least once. What came to its end before a crash comes to the
     * same end again.
     */
    Done run(
            CommandRecord record,
            CommandJson.Valid valid,
            Optional<SessionLoop> session,
            Duration patience) {
        Optional<CommandEnds.Memory> memory = ends.find(record);
        if (memory.isPresent()) {
            return switch (memory.get()) {
                case CommandEnds.Memory.Ended ended -> ending.again(record, ended.result());
                case CommandEnds.Memory.Sending sending ->
                        ending.unknown(record, valid, "the bridge ended while it was being sent");
            };
        }
        if (session.isEmpty()) {
            return ending.dead(
                    record,
                    valid,
                    Outcome.REJECTED,
                    tenure.isOurs(valid.account())
                            ? "its account is not in the configuration (key qq.accounts.file)"
                            : "its account is another instance's: its commands need it as their"
                                    + " key");
        }
        session.get().status().awaitBegun();
        if (isExpired(valid)) {
            return ending.expired(record, valid);
        }
        return switch (valid.command()) {
            case Command.Login login -> login(record, valid, session.get(), patience);
            case Command.Logout logout -> logout(record, valid, session.get(), patience);
            default ->
                    valid.command().isQuestion() || record.origin() == null
                            ? network(record, valid, session.get(), patience)
                            : once(record, valid, session.get(), patience);
        };
    }

    /** A command that changes something: what becomes of it is remembered. */
    private Done once(
            CommandRecord record, CommandJson.Valid valid, SessionLoop loop, Duration patience) {
        Done done = network(record, valid, loop, patience);
        boolean mayRepeat = loop.session().mayRepeat(valid.command());
        if (mayRepeat && hasNotWaited(done.result(), loop)) {
            return done;
        }
        if (hasReachedTheNetwork(done.result())) {
            CompletableFuture<Void> written = ends.ended(record, done.result());
            if (!mayRepeat) {
                // Until then a crash makes it unknown, and Kafka may have another result by then.
                written.join();
            }
            return done.rememberedWhen(written);
        }
        if (!mayRepeat) {
            ends.forget(record);
        }
        return done;
    }

    /** A stop let it wait no longer for an answer, which the next start asks for again. */
    private static boolean hasNotWaited(CommandResult result, SessionLoop loop) {
        return result.outcome() == Outcome.UNKNOWN && loop.status().isReleased();
    }

    /** Whatever else became of it may become of it again: nothing has been sent. */
    private static boolean hasReachedTheNetwork(CommandResult result) {
        return switch (result.outcome()) {
            case ACCEPTED, UNKNOWN -> true;
            case REJECTED -> result.code() != null;
            case EXPIRED -> false;
        };
    }

    private Done login(
            CommandRecord record, CommandJson.Valid valid, SessionLoop loop, Duration patience) {
        int before = loop.status().changes();
        if (loop.status().last().state().isOnline()) {
            return ending.accepted(record, valid, null);
        }
        loop.login();
        SessionChanged now = loop.status().await(before, CommandAttempt::settled, patience);
        return now.state().isOnline()
                ? ending.accepted(record, valid, null)
                : ending.rejected(record, valid, null, notOnline(now));
    }

    private Done logout(
            CommandRecord record, CommandJson.Valid valid, SessionLoop loop, Duration patience) {
        loop.logout();
        SessionChanged now = loop.status().await(-1, SessionState.STOPPED::equals, patience);
        return now.state() == SessionState.STOPPED
                ? ending.accepted(record, valid, null)
                : ending.rejected(record, valid, null, "the session is still busy; it ends soon");
    }

    private Done network(
            CommandRecord record, CommandJson.Valid valid, SessionLoop loop, Duration patience) {
        long deadline = time.nanos() + patience.toNanos();
        Duration pause = FIRST_PAUSE;
        @Nullable String unanswered = null;
        while (true) {
            if (isExpired(valid)) {
                return unanswered == null
                        ? ending.expired(record, valid)
                        : ending.unknown(record, valid, unanswered);
            }
            Duration left = Duration.ofNanos(Math.max(0, deadline - time.nanos()));
            SessionChanged now = awaitSettled(loop, left);
            if (isExpired(valid)) {
                continue;
            }
            if (!now.state().isOnline()) {
                return unanswered == null
                        ? ending.rejected(record, valid, null, notOnline(now))
                        : ending.unknown(record, valid, unanswered);
            }
            boolean mayRepeat = loop.session().mayRepeat(valid.command());
            // A route's own command has no place in Kafka, and is never given out again.
            if (!mayRepeat && record.origin() != null) {
                try {
                    ends.sending(record);
                } catch (Journal.RefusedException e) {
                    return ending.rejected(record, valid, null, "not sent: " + e.getMessage());
                }
            }
            String trouble;
            switch (loop.session().execute(valid.command(), record.seq())) {
                case Executed.Accepted accepted -> {
                    if (valid.command().changesContacts()) {
                        loop.contactsChanged();
                    }
                    return ending.accepted(record, valid, accepted.data());
                }
                case Executed.Rejected rejected -> {
                    return ending.rejected(record, valid, rejected.code(), rejected.reason());
                }
                case Executed.SignedOut signedOut -> {
                    loop.wake();
                    trouble = "the gateway does not know the session";
                }
                case Executed.NotSent notSent ->
                        trouble = "could not be sent to the gateway: " + notSent.reason();
                case Executed.Unanswered no -> {
                    if (!mayRepeat) {
                        return ending.unknown(record, valid, no.reason());
                    }
                    unanswered = no.reason();
                    trouble = no.reason();
                }
            }
            if (deadline - time.nanos() <= pause.toNanos() || loop.status().isReleased()) {
                return unanswered == null
                        ? ending.rejected(record, valid, null, trouble)
                        : ending.unknown(record, valid, unanswered);
            }
            time.pause(pause);
            pause = longer(pause);
        }
    }

    /** A command that waits is a reason to try the gateway sooner than the session would. */
    private static SessionChanged awaitSettled(SessionLoop loop, Duration atMost) {
        Duration left = atMost;
        Duration part = FIRST_PAUSE;
        while (true) {
            part = part.compareTo(left) < 0 ? part : left;
            SessionChanged now = loop.status().await(-1, CommandAttempt::settled, part);
            left = left.minus(part);
            if (left.isZero() || settled(now.state()) || loop.status().isReleased()) {
                return now;
            }
            loop.tryAgain();
            part = longer(part);
        }
    }

    private static Duration longer(Duration pause) {
        Duration doubled = pause.multipliedBy(2);
        return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    }

    private boolean isExpired(CommandJson.Valid valid) {
        return valid.expiresAt() != null && !time.now().isBefore(valid.expiresAt());
    }

    /** No longer on its way anywhere. */
    private static boolean settled(SessionState state) {
        return switch (state) {
            case ONLINE, SILENT, REFUSED, TAKEN_OVER, CHALLENGED, STOPPED -> true;
            case CONNECTING, RECONNECTING -> false;
        };
    }

    private static String notOnline(SessionChanged now) {
        return "the account is not online (%s): %s".formatted(now.state().word(), now.reason());
    }
}
