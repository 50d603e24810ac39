package io.qqbridge.simulator;

import io.qqbridge.protocol.Cmd;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the gateway has done since it started. */
final class Stats {
    private final Map<Cmd, Long> requestsByCommand = new EnumMap<>(Cmd.class);
    private final Map<Fault.Kind, Long> faultsByKind = new EnumMap<>(Fault.Kind.class);
    private long requests;
    private long malformed;
    private long replayed;
    private long queued;
    private long handedOver;
    private long dropped;

    /** As the control API shows it. */
    record View(
            long requests,
            Map<String, Long> requestsByCommand,
            long malformed,
            long answersReplayed,
            long messagesQueued,
            long messagesHandedOver,
            long messagesDropped,
            Map<String, Long> faults,
            int accounts,
            int accountsOnline) {}

    View view(int accounts, int accountsOnline) {
        Map<String, Long> named = new LinkedHashMap<>();
        requestsByCommand.forEach((cmd, count) -> named.put(cmd.inRequest(), count));
        Map<String, Long> faults = new LinkedHashMap<>();
        faultsByKind.forEach((kind, count) -> faults.put(kind.word(), count));
        return new View(
                requests,
                named,
                malformed,
                replayed,
                queued,
                handedOver,
                dropped,
                faults,
                accounts,
                accountsOnline);
    }

    void request(Cmd cmd) {
        requests++;
        requestsByCommand.merge(cmd, 1L, Long::sum);
    }

    void malformedRequest() {
        requests++;
        malformed++;
    }

    void answerReplayed() {
        replayed++;
    }

    void messageQueued() {
        queued++;
    }

    void messagesHandedOver(int count) {
        handedOver += count;
    }

    void messageDropped() {
        dropped++;
    }

    void fault(Fault.Kind kind) {
        faultsByKind.merge(kind, 1L, Long::sum);
    }
}
