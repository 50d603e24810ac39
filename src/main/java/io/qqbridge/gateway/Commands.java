package io.qqbridge.gateway;

import io.qqbridge.event.CommandJson;
import io.qqbridge.event.CommandRecord;
import io.qqbridge.event.CommandResult;
import io.qqbridge.event.CommandResult.Outcome;
import io.qqbridge.event.DeadLetter;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** Carries out commands: those of one account in order, accounts side by side. */
public final class Commands {
    private static final CompletableFuture<Void> AT_ONCE = CompletableFuture.completedFuture(null);

    private final Sessions sessions;
    private final SessionObserver observer;
    private final Duration timeout;
    private final Time time;
    private final CommandEnds ends;
    private final CommandAttempt attempt;
    private final Ending ending;

    /** By account; only those that have something to do. */
    private final Map<String, Lane> lanes = new ConcurrentHashMap<>();

    Commands(Sessions sessions, Surroundings surroundings) {
        this.sessions = sessions;
        this.observer = surroundings.observer();
        this.timeout = surroundings.settings().commandTimeout();
        this.time = surroundings.time();
        this.ends = surroundings.ends();
        this.ending = new Ending(time);
        this.attempt = new CommandAttempt(ends, surroundings.tenure(), time);
    }

    /**
     * The end of a command.
     *
     * @param deadLetter the record itself, where it could not be carried out or nobody knows
     *     whether it was
     * @param remembered done when a crash of this process does not forget it
     */
    public record Done(
            CommandRecord record,
            CommandResult result,
            Optional<DeadLetter> deadLetter,
            CompletableFuture<Void> remembered) {
        Done(CommandRecord record, CommandResult result, Optional<DeadLetter> deadLetter) {
            this(record, result, deadLetter, AT_ONCE);
        }

        Done rememberedWhen(CompletableFuture<Void> written) {
            return new Done(record, result, deadLetter, written);
        }
    }

    /** Who wants commands carried out. Called by their threads; must return at once. */
    public interface Caller {
        /**
         * Asked when its turn has come: whether it still is this process that is to carry it out.
         */
        boolean isWanted(CommandRecord record);

        /**
         * It came to its end.
         *
         * @return done when the next of its account may begin
         */
        CompletableFuture<Void> ended(Done end);

        /** It came to its end earlier, and everybody knows. */
        void known(CommandRecord record);

        /**
         * It is left for another process or another time, and nothing of it has been sent that
         * would not be sent under the same mark.
         */
        void left(CommandRecord record, String reason);
    }

    /** A command that is waiting for its turn. */
    private record Task(CommandRecord record, Caller caller) {
        CommandJson.Read read() {
            return CommandJson.read(record.key(), record.value());
        }

        /** Whose commands it is one of: a key says so, for no other account may stand beside it. */
        String account() {
            return record.keyedAccount().orElseGet(() -> read().account());
        }

        void leave(String reason) {
            caller.left(record, reason);
        }
    }

    /**
     * Takes commands in, each behind all that were taken in for its account before, and returns at
     * once.
     *
     * @throws IllegalStateException when the accounts are not known yet: none was taken in, and all
     *     are to be read again later
     */
    public void execute(List<CommandRecord> records, Caller caller) {
        if (sessions.isStopped()) {
            records.forEach(record -> caller.left(record, "the sessions have been stopped"));
            return;
        }
        if (!sessions.isKnown()) {
            throw new IllegalStateException("the accounts are not known yet");
        }
        Map<String, List<Task>> byAccount = new LinkedHashMap<>();
        for (CommandRecord record : records) {
            Task task = new Task(record, caller);
            byAccount.computeIfAbsent(task.account(), account -> new ArrayList<>(2)).add(task);
        }
        byAccount.forEach(this::add);
    }

    private void add(String account, List<Task> tasks) {
        lanes.compute(
                account,
                (same, busy) -> {
                    Lane lane = busy == null ? new Lane(account) : busy;
                    lane.tasks.addAll(tasks);
                    if (busy == null) {
                        lane.start();
                    }
                    return lane;
                });
    }

    /**
     * The commands of one account, carried out one after the other until none is left. It has a
     * thread while it carries one out, and none while it waits for the end of one to be remembered:
     * most accounts have no other command by then.
     */
    private final class Lane implements Runnable {
        private final String account;

        /** Touched within {@link #lanes} alone, so that none is added to a lane that has ended. */
        private final Queue<Task> tasks = new ArrayDeque<>();

        private @Nullable Task next;
        private int behind;
        private Duration patience = timeout;
        private int hopeless;

        Lane(String account) {
            this.account = account;
        }

        void start() {
            Thread.ofVirtual().name("commands").start(this);
        }

        @Override
        public void run() {
            for (Task task = next(); task != null; task = next()) {
                CompletableFuture<Void> free = carryOut(task);
                if (!free.isDone()) {
                    CompletableFuture<Void> unused = free.whenComplete((done, failure) -> goOn());
                    return;
                }
            }
        }

        /** Ends, unless another has come; in the thread of whoever wrote the last one's end. */
        private void goOn() {
            Lane left =
                    lanes.computeIfPresent(account, (same, lane) -> tasks.isEmpty() ? null : lane);
            if (left != null) {
                start();
            }
        }

        private @Nullable Task next() {
            lanes.computeIfPresent(
                    account,
                    (same, lane) -> {
                        next = tasks.poll();
                        behind = tasks.size();
                        return next == null ? null : lane;
                    });
            return next;
        }

        /**
         * Once a command has used up its time in vain, those behind it are tried only once, until
         * one succeeds; and once such a try has taken long too, those behind that one not at all.
         * So the commands of an account whose gateway hangs come to their ends in little more than
         * the time of one.
         *
         * @return done when the next of its account may be sent
         */
        private CompletableFuture<Void> carryOut(Task task) {
            CommandRecord record = task.record();
            boolean isHopeless = hopeless > 0;
            hopeless = Math.max(0, hopeless - 1);
            if (!task.caller().isWanted(record)) {
                task.leave("it is another's to carry out by now");
                return AT_ONCE;
            }
            if (ends.isKnownToAll(record)) {
                task.caller().known(record);
                return AT_ONCE;
            }
            if (isHopeless) {
                return finish(task, ending.notTried(record, task.read()));
            }
            long started = time.nanos();
            Done end = ended(task, patience);
            if (!inVain(end.result())) {
                patience = timeout;
            } else if (isLong(time.nanos() - started)) {
                hopeless = patience.isZero() ? behind : 0;
                patience = patience.isZero() ? timeout : Duration.ZERO;
            }
            return finish(task, end);
        }
    }

    private Done ended(Task task, Duration patience) {
        CommandRecord record = task.record();
        CommandJson.Read read = task.read();
        try {
            return switch (read) {
                case CommandJson.Invalid invalid -> ending.unreadable(record, invalid);
                case CommandJson.Valid valid -> tried(record, valid, patience);
            };
        } catch (RuntimeException e) {
            // A mistake of ours: the command has an end all the same, and the next ones go on.
            observer.failed(read.account(), e);
            return ending.failed(record, read, e);
        }
    }

    /** Once more, where its session ended before it was sent, and another has taken its place. */
    private Done tried(CommandRecord record, CommandJson.Valid valid, Duration patience) {
        Optional<SessionLoop> session = sessions.findNext(valid.account());
        Done done = attempt.run(record, valid, session, patience);
        return wasNotSent(done.result())
                        && session.filter(SessionLoop::isReplaced).isPresent()
                        && !sessions.findNext(valid.account()).equals(session)
                ? tried(record, valid, patience)
                : done;
    }

    /**
     * @return done when the next of its account may be sent
     */
    private CompletableFuture<Void> finish(Task task, Done end) {
        // What a stop or a change of hands made fail would have fared otherwise.
        if (inVain(end.result())
                && (sessions.isStopped() || !task.caller().isWanted(task.record()))) {
            task.leave("its session was stopped meanwhile");
            return end.remembered();
        }
        observer.executed(end, Duration.between(task.record().writtenAt(), end.result().at()));
        return task.caller().ended(end).thenCompose(told -> end.remembered());
    }

    /** A command that is wrong in itself is rejected at once, which tells nothing of the next. */
    private boolean isLong(long nanos) {
        return nanos >= timeout.dividedBy(4).toNanos();
    }

    private static boolean inVain(CommandResult result) {
        return result.outcome() == Outcome.UNKNOWN || wasNotSent(result);
    }

    private static boolean wasNotSent(CommandResult result) {
        return result.outcome() == Outcome.REJECTED && result.code() == null;
    }
}
