package io.qqbridge.gateway;

import io.qqbridge.event.CommandRecord;
import io.qqbridge.event.CommandResult;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** Remembers commands in memory. */
public final class FakeEnds implements CommandEnds {
    /** The ids of those that others have carried out. */
    public final Set<String> known = ConcurrentHashMap.newKeySet();

    final List<CommandRecord> sending = new CopyOnWriteArrayList<>();
    volatile boolean refuses;

    /** Begins to write an end, and is done when it is written. */
    volatile Supplier<CompletableFuture<Void>> write =
            () -> CompletableFuture.completedFuture(null);

    private final Map<String, Memory> byId = new ConcurrentHashMap<>();

    @Override
    public boolean isKnownToAll(CommandRecord record) {
        return known.contains(record.id());
    }

    @Override
    public Optional<Memory> find(CommandRecord record) {
        return Optional.ofNullable(byId.get(record.id()));
    }

    /** Of a command that Kafka may give out again. */
    @Override
    public void sending(CommandRecord record) throws Journal.RefusedException {
        Objects.requireNonNull(record.origin());
        if (refuses) {
            throw new Journal.RefusedException("the disk is full");
        }
        sending.add(record);
        byId.put(record.id(), new Memory.Sending());
    }

    @Override
    public CompletableFuture<Void> ended(CommandRecord record, CommandResult result) {
        byId.put(record.id(), new Memory.Ended(result));
        return write.get();
    }

    @Override
    public void forget(CommandRecord record) {
        byId.remove(record.id());
    }

    @Override
    public void committed(String topic, int partition, long offset) {
        byId.clear();
    }
}
