package io.qqbridge.gateway;

import io.qqbridge.event.CommandRecord;
import io.qqbridge.event.CommandResult;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * What became of commands that changed something and that Kafka may still give out again. What is
 * committed has no gaps, so that a crash brings back commands that have been carried out while one
 * before them was not; no network need remember more than the last.
 */
public interface CommandEnds {
    /** Remembers nothing: the network's own memory alone keeps commands from being repeated. */
    CommandEnds NONE =
            new CommandEnds() {
                @Override
                public Optional<Memory> find(CommandRecord record) {
                    return Optional.empty();
                }

                @Override
                public void sending(CommandRecord record) {
                    // Nothing is remembered.
                }

                @Override
                public CompletableFuture<Void> ended(CommandRecord record, CommandResult result) {
                    return CompletableFuture.completedFuture(null);
                }

                @Override
                public void forget(CommandRecord record) {
                    // Nothing is remembered.
                }

                @Override
                public void committed(String topic, int partition, long offset) {
                    // Nothing is remembered.
                }
            };

    /** What is remembered of a command. */
    sealed interface Memory {
        /** It came to this end. */
        record Ended(CommandResult result) implements Memory {}

        /** It was about to be sent; nobody knows whether it was. */
        record Sending() implements Memory {}
    }

    /** Whether its result is in Kafka already, from whoever carried it out. */
    default boolean isKnownToAll(CommandRecord record) {
        return false;
    }

    /** What is remembered of this command, by its place in Kafka. */
    Optional<Memory> find(CommandRecord record);

    /**
     * The command is about to be sent to a network that does not know a repetition when it sees
     * one. Blocks until a crash of the machine would not forget it.
     *
     * @throws Journal.RefusedException when the disk does not take it: the command is not to be
     *     sent
     */
    void sending(CommandRecord record) throws Journal.RefusedException;

    /**
     * The command came to its end.
     *
     * @return done when a crash of the process does not forget it; until then the next of its
     *     account must not be sent, for the network knows only the last one again. Never fails
     */
    CompletableFuture<Void> ended(CommandRecord record, CommandResult result);

    /** Nothing has been sent of it after all. */
    void forget(CommandRecord record);

    /** Kafka gives out none again that lies before this offset. */
    void committed(String topic, int partition, long offset);
}
