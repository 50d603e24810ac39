package io.qqbridge.cluster;

import io.qqbridge.gateway.Marks;
import io.qqbridge.gateway.Time;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/**
 * Marks of questions that outlive the process on other machines too: a question is asked when Kafka
 * knows its mark, so that whoever has the account next can ask it again.
 */
public final class NotedMarks implements Marks {
    /** Longer, and Kafka is away. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Marks numbers;
    private final Notes notes;
    private final BooleanSupplier isHeard;
    private final Time time;
    private final String own = UUID.randomUUID().toString();

    /**
     * @param numbers where new marks come from
     * @param isHeard whether the group hears of this process, so that its accounts are its own yet
     */
    public NotedMarks(Marks numbers, Notes notes, BooleanSupplier isHeard, Time time) {
        this.numbers = numbers;
        this.notes = notes;
        this.isHeard = isHeard;
        this.time = time;
    }

    @Override
    public long next() {
        return numbers.next();
    }

    @Override
    public Question question(String account) {
        return new NotedQuestion(account);
    }

    private final class NotedQuestion implements Question {
        private final String account;
        private volatile String asker;
        private volatile long open;

        NotedQuestion(String account) {
            this.account = account;
            Note note = notes.of(account);
            this.asker = note.asker();
            this.open = note.mark();
        }

        @Override
        public long open() {
            return open;
        }

        @Override
        public String asker() {
            return asker;
        }

        @Override
        public boolean ask(long mark) {
            if (mark != open) {
                asker = own;
                open = mark;
            }
            CompletableFuture<Void> safe = notes.change(account, note -> note.asks(asker, mark));
            try {
                // A process may have stood still while it waited, and another have the account.
                return time.await(safe, PATIENCE)
                        && !safe.isCompletedExceptionally()
                        && isHeard.getAsBoolean();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }

        @Override
        public void close() {
            open = 0;
        }

        @Override
        public void leave() {
            if (open == 0) {
                CompletableFuture<Void> unused = notes.change(account, note -> note.asks(asker, 0));
            }
        }
    }
}
