package io.qqbridge.gateway;

import io.qqbridge.event.CommandJson;
import io.qqbridge.event.CommandRecord;
import io.qqbridge.event.CommandResult;
import io.qqbridge.event.CommandResult.Outcome;
import io.qqbridge.event.DeadLetter;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Carries out commands: those of one account in order, accounts side by side. */
public final class Commands {
    private final Sessions sessions;
    private final SessionObserver observer;
    private final Duration timeout;
    private final Time time;
    private final CommandAttempt attempt;
    private final Ending ending;

    Commands(Sessions sessions, Surroundings surroundings) {
        this.sessions = sessions;
        this.observer = surroundings.observer();
        this.timeout = surroundings.settings().commandTimeout();
        this.time = surroundings.time();
        this.ending = new Ending(time);
        this.attempt = new CommandAttempt(surroundings.ends(), time);
    }

    /**
     * The end of a command.
     *
     * @param deadLetter the record itself, where it could not be carried out or nobody knows
     *     whether it was
     */
    public record Done(
            CommandRecord record, CommandResult result, Optional<DeadLetter> deadLetter) {}

    /** The record at this place of the batch. */
    private record Task(int place, CommandRecord record) {
        CommandJson.Read read() {
            return CommandJson.read(record.key(), record.value());
        }

        /** Whose commands it is one of: a key says so, for no other account may stand beside it. */
        String account() {
            String key = record.key();
            return key == null || key.isEmpty() ? read().account() : key;
        }
    }

    /**
     * Blocks until each record has its end; the ends come in the order of the records.
     *
     * @throws IllegalStateException when the accounts are not known yet, or the sessions have been
     *     stopped: the records are to be read again later
     */
    public List<Done> execute(List<CommandRecord> records) {
        if (sessions.isStopped() || !sessions.isKnown()) {
            throw new IllegalStateException(
                    sessions.isStopped()
                            ? "the sessions have been stopped"
                            : "the accounts are not known yet");
        }
        Map<String, List<Task>> byAccount = new LinkedHashMap<>();
        int place = 0;
        for (CommandRecord record : records) {
            Task task = new Task(place++, record);
            byAccount.computeIfAbsent(task.account(), account -> new ArrayList<>()).add(task);
        }
        Done[] done = new Done[records.size()];
        List<Thread> accounts =
                byAccount.values().stream()
                        .map(tasks -> Thread.startVirtualThread(() -> inOrder(tasks, done)))
                        .toList();
        accounts.forEach(Commands::join);
        List<Done> ends = List.of(done);
        // What a stop made fail would have fared otherwise.
        if (sessions.isStopped() && ends.stream().anyMatch(end -> inVain(end.result()))) {
            throw new IllegalStateException("the sessions were stopped meanwhile");
        }
        return ends;
    }

    /**
     * Once a command has used up its time in vain, the account's others of this batch are tried
     * only once, until one succeeds; and once such a try has taken long too, no more. So an account
     * whose gateway hangs holds the batch up by little more than the time of one command.
     */
    private void inOrder(List<Task> tasks, Done[] done) {
        Duration patience = timeout;
        boolean hangs = false;
        for (Task task : tasks) {
            long started = time.nanos();
            CommandJson.Read read = task.read();
            Done end =
                    hangs
                            ? ending.notTried(task.record(), read)
                            : ended(task.record(), read, patience);
            if (inVain(end.result())) {
                boolean tookLong = isLong(time.nanos() - started);
                hangs |= tookLong && patience.isZero();
                patience = tookLong || patience.isZero() ? Duration.ZERO : timeout;
            } else {
                patience = timeout;
            }
            done[task.place()] = end;
            observer.executed(end, Duration.between(task.record().writtenAt(), end.result().at()));
        }
    }

    private Done ended(CommandRecord record, CommandJson.Read read, Duration patience) {
        try {
            return switch (read) {
                case CommandJson.Invalid invalid -> ending.unreadable(record, invalid);
                case CommandJson.Valid valid ->
                        attempt.run(record, valid, sessions.find(valid.account()), patience);
            };
        } catch (RuntimeException e) {
            // A mistake of ours: the command has an end all the same, and the next ones go on.
            observer.failed(read.account(), e);
            return ending.failed(record, read, e);
        }
    }

    /** A command that is wrong in itself is rejected at once, which tells nothing of the next. */
    private boolean isLong(long nanos) {
        return nanos >= timeout.dividedBy(4).toNanos();
    }

    private static boolean inVain(CommandResult result) {
        return result.outcome() == Outcome.UNKNOWN
                || (result.outcome() == Outcome.REJECTED && result.code() == null);
    }

    private static void join(Thread thread) {
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException e) {
                // A command under way must come to its end, or nobody would know which it was.
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
