package io.qqbridge.simulator;

import io.qqbridge.protocol.Cmd;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.Map;

/**
 * The latest answers to one account, by command and SEQ, so that a request sent twice is carried
 * out once.
 *
 * <p>It outlives the session on purpose: a client that crashed, started again and logged in again
 * repeats the SEQ of what it was doing.
 */
final class Replay {
    // A client sends polls one after another, so only the latest can be in doubt, and their answers
    // are the long ones; of the other commands it may have several under way.
    private static final int POLLS = 1;
    private static final int OTHERS = 32;

    @SuppressWarnings("ArrayRecordComponent") // never compared, and only ever sent
    private record Remembered(String seq, byte[] answer) {}

    private final Map<Cmd, ArrayDeque<Remembered>> byCommand = new EnumMap<>(Cmd.class);

    /** The answer that this SEQ has had, or null. */
    byte @Nullable [] find(Cmd cmd, String seq) {
        ArrayDeque<Remembered> answers = byCommand.get(cmd);
        if (answers != null) {
            for (Remembered remembered : answers) {
                if (remembered.seq().equals(seq)) {
                    return remembered.answer();
                }
            }
        }
        return null;
    }

    void remember(Cmd cmd, String seq, byte[] answer) {
        ArrayDeque<Remembered> answers =
                byCommand.computeIfAbsent(cmd, first -> new ArrayDeque<>(POLLS));
        if (answers.size() >= (cmd == Cmd.GET_MSG_EX ? POLLS : OTHERS)) {
            answers.removeLast();
        }
        answers.addFirst(new Remembered(seq, answer));
    }
}
