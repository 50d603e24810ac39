package io.qqbridge.gateway;

import io.qqbridge.event.CommandJson;
import io.qqbridge.event.CommandRecord;
import io.qqbridge.event.CommandResult;
import io.qqbridge.event.CommandResult.Outcome;
import io.qqbridge.event.DeadLetter;
import io.qqbridge.event.Mistake;
import io.qqbridge.gateway.Commands.Done;

import org.jspecify.annotations.Nullable;

import java.util.Optional;

/** Puts the ends that commands come to into results, and into dead letters where one is due. */
final class Ending {
    private final Time time;

    Ending(Time time) {
        this.time = time;
    }

    /** Carried out. */
    Done accepted(
            CommandRecord record, CommandJson.Read read, CommandResult.@Nullable Answer data) {
        return new Done(record, result(read, Outcome.ACCEPTED, 0, null, data), Optional.empty());
    }

    /** Not carried out. */
    Done rejected(
            CommandRecord record, CommandJson.Read read, @Nullable Integer code, String reason) {
        return new Done(
                record, result(read, Outcome.REJECTED, code, reason, null), Optional.empty());
    }

    /** Too late. */
    Done expired(CommandRecord record, CommandJson.Read read) {
        return new Done(
                record,
                result(read, Outcome.EXPIRED, null, "its expiresAt has passed", null),
                Optional.empty());
    }

    /** Nobody knows whether it was carried out. */
    Done unknown(CommandRecord record, CommandJson.Read read, String reason) {
        return dead(
                record, read, Outcome.UNKNOWN, "sent, but the gateway did not answer: " + reason);
    }

    /** No command at all. */
    Done unreadable(CommandRecord record, CommandJson.Invalid invalid) {
        return dead(record, invalid, Outcome.REJECTED, invalid.reason());
    }

    /** A command that would only have held up the others. */
    Done notTried(CommandRecord record, CommandJson.Read read) {
        return dead(
                record,
                read,
                Outcome.REJECTED,
                "not sent, for the gateway leaves the account's commands without an answer");
    }

    /** A command that the bridge itself failed at. */
    Done failed(CommandRecord record, CommandJson.Read read, RuntimeException mistake) {
        return dead(
                record,
                result(
                        read,
                        Outcome.UNKNOWN,
                        null,
                        "the bridge itself failed; its log tells more",
                        null),
                Mistake.of(mistake));
    }

    /** An end whose record has to be kept. */
    Done dead(CommandRecord record, CommandJson.Read read, Outcome outcome, String reason) {
        return dead(record, result(read, outcome, null, reason, null), null);
    }

    /** The end that a command had before a crash; nobody knows whether its result got through. */
    Done again(CommandRecord record, CommandResult result) {
        return result.outcome() == Outcome.UNKNOWN
                ? dead(record, result, null)
                : new Done(record, result, Optional.empty());
    }

    private CommandResult result(
            CommandJson.Read read,
            Outcome outcome,
            @Nullable Integer code,
            @Nullable String reason,
            CommandResult.@Nullable Answer data) {
        return new CommandResult(
                read.word(), read.account(), outcome, code, reason, data, time.now());
    }

    private static Done dead(
            CommandRecord record, CommandResult result, @Nullable Mistake mistake) {
        DeadLetter letter =
                new DeadLetter(
                        result.account(),
                        record.value(),
                        DeadLetter.Stage.COMMAND,
                        String.valueOf(result.reason()),
                        record.origin(),
                        record.headers(),
                        result.at(),
                        new DeadLetter.Attempt(record.key(), result.outcome(), mistake));
        return new Done(record, result, Optional.of(letter));
    }
}
