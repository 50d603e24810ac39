package io.qqbridge.cluster;

import io.qqbridge.event.CommandRecord;
import io.qqbridge.event.CommandResult;
import io.qqbridge.event.DeadLetter.Origin;
import io.qqbridge.gateway.CommandEnds;
import io.qqbridge.gateway.Journal;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The ends of commands that this process remembers, and those that are known to all. */
public final class NotedEnds implements CommandEnds {
    private final CommandEnds own;
    private final Notes notes;

    public NotedEnds(CommandEnds own, Notes notes) {
        this.own = own;
        this.notes = notes;
    }

    @Override
    public boolean isKnownToAll(CommandRecord record) {
        Origin origin = record.origin();
        return origin != null
                && record.keyedAccount()
                        .map(notes::of)
                        .filter(note -> note.covers(origin.partition(), origin.offset()))
                        .isPresent();
    }

    @Override
    public Optional<Memory> find(CommandRecord record) {
        return own.find(record);
    }

    @Override
    public void sending(CommandRecord record) throws Journal.RefusedException {
        own.sending(record);
    }

    @Override
    public CompletableFuture<Void> ended(CommandRecord record, CommandResult result) {
        return own.ended(record, result);
    }

    @Override
    public void forget(CommandRecord record) {
        own.forget(record);
    }

    @Override
    public void committed(String topic, int partition, long offset) {
        own.committed(topic, partition, offset);
    }
}
