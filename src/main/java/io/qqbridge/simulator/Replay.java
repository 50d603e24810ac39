package io.qqbridge.simulator;

import io.qqbridge.protocol.Cmd;

import org.jspecify.annotations.Nullable;

import java.util.EnumMap;
import java.util.Map;

/**
 * The last answer to one account, by command, and the SEQ that it answered, so that a request sent
 * twice is carried out once. One client's commands of a kind come one after another, so only the
 * last can be in doubt; whoever repeats an earlier one has it carried out again.
 *
 * <p>It outlives the session on purpose: a client that crashed, started again and logged in again
 * repeats the SEQ of what it was doing.
 */
final class Replay {
    @SuppressWarnings("ArrayRecordComponent") // never compared, and only ever sent
    private record Remembered(String seq, byte[] answer) {}

    private final Map<Cmd, Remembered> byCommand = new EnumMap<>(Cmd.class);

    /** The answer that this SEQ has had, or null. */
    byte @Nullable [] find(Cmd cmd, String seq) {
        Remembered last = byCommand.get(cmd);
        return last != null && last.seq().equals(seq) ? last.answer() : null;
    }

    void remember(Cmd cmd, String seq, byte[] answer) {
        byCommand.put(cmd, new Remembered(seq, answer));
    }
}
