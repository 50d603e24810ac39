package io.qqbridge.component;

import io.qqbridge.event.CommandRecord;

import java.util.List;

/** Where commands come from, which is told how they fare: what is not done is given out again. */
public interface CommandSource {
    /** Cares for none: what is left is lost. */
    CommandSource NONE =
            new CommandSource() {
                @Override
                public void accepted(List<CommandRecord> records) {
                    // Nothing depends on it.
                }

                @Override
                public boolean isOurs(CommandRecord record) {
                    return true;
                }

                @Override
                public void done(List<CommandRecord> records) {
                    // Nothing depends on it.
                }

                @Override
                public void left(CommandRecord record) {
                    // Nothing depends on it.
                }
            };

    /** They will come to their ends, or be left. */
    void accepted(List<CommandRecord> records);

    /** Whether it still is this process that is to carry it out. */
    boolean isOurs(CommandRecord record);

    /** Their results are safe. */
    void done(List<CommandRecord> records);

    /** It has no result, and is to be given out again, to this process or another. */
    void left(CommandRecord record);
}
