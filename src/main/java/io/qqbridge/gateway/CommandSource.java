package io.qqbridge.gateway;

import io.qqbridge.event.CommandRecord;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Where commands come from, which is told how they fare: what is not done is given out again. */
public interface CommandSource {
    /** Cares for none: what is left is lost. */
    CommandSource NONE =
            new CommandSource() {
                @Override
                public boolean isShared() {
                    return false;
                }

                @Override
                public void accepted(List<CommandRecord> records) {
                    // Nothing depends on it.
                }

                @Override
                public boolean isOurs(CommandRecord record) {
                    return true;
                }

                @Override
                public CompletableFuture<Void> done(List<CommandRecord> records) {
                    return CompletableFuture.completedFuture(null);
                }

                @Override
                public void left(CommandRecord record) {
                    // Nothing depends on it.
                }
            };

    /**
     * Whether another process may go on at any moment where this one is: then the next command of
     * an account waits until the one before is {@link #done}.
     */
    boolean isShared();

    /** They will come to their ends, or be left. */
    void accepted(List<CommandRecord> records);

    /** Whether it still is this process that is to carry it out. */
    boolean isOurs(CommandRecord record);

    /**
     * Their results are safe.
     *
     * @return done when nobody will carry them out again; failed where it is to be told once more
     */
    CompletableFuture<Void> done(List<CommandRecord> records);

    /** It has no result, and is to be given out again, to this process or another. */
    void left(CommandRecord record);
}
