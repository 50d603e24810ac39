package io.qqbridge.cluster;

import io.qqbridge.event.CommandRecord;
import io.qqbridge.event.DeadLetter.Origin;
import io.qqbridge.gateway.CommandSource;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Where commands come from in a cluster. A gateway repeats its answer to the last command of an
 * account and to none before, so whoever has the account next must know of all but that one that
 * they are done: each is noted before the next of its account begins.
 */
public final class NotedSource implements CommandSource {
    private final CommandSource own;
    private final Ownership ownership;
    private final Notes notes;

    public NotedSource(CommandSource own, Ownership ownership, Notes notes) {
        this.own = own;
        this.ownership = ownership;
        this.notes = notes;
    }

    @Override
    public boolean isShared() {
        return true;
    }

    @Override
    public void accepted(List<CommandRecord> records) {
        own.accepted(records);
    }

    /** Who has been silent for too long may be the last to know that it is not. */
    @Override
    public boolean isOurs(CommandRecord record) {
        return own.isOurs(record) && ownership.trouble().isEmpty();
    }

    @Override
    public CompletableFuture<Void> done(List<CommandRecord> records) {
        CompletableFuture<?>[] noted =
                records.stream().map(this::note).toArray(CompletableFuture[]::new);
        return CompletableFuture.allOf(noted).thenCompose(all -> own.done(records));
    }

    private CompletableFuture<Void> note(CommandRecord record) {
        Origin origin = record.origin();
        Optional<String> account = record.keyedAccount();
        return origin == null || account.isEmpty()
                ? CompletableFuture.completedFuture(null)
                : notes.change(
                        account.get(), note -> note.commanded(origin.partition(), origin.offset()));
    }

    @Override
    public void left(CommandRecord record) {
        own.left(record);
    }
}
