package io.qqbridge.simulator;

import com.fasterxml.jackson.databind.JsonNode;

import io.qqbridge.protocol.Cmd;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The control API's faults: from JSON and back. A list with one mistake changes nothing. */
final class ControlFaults {
    private static final long LONGEST_DELAY_MILLIS = 600_000;

    private final World world;
    private final Faults faults;

    ControlFaults(World world, Faults faults) {
        this.world = world;
        this.faults = faults;
    }

    Object show() {
        return faults.standing().stream().map(ControlViews.StandingFault::of).toList();
    }

    Object delete() {
        faults.replaceBy(List.of());
        return show();
    }

    Object put(JsonNode json) {
        List<Fault> wanted = new ArrayList<>();
        for (ControlBody body :
                ControlBody.list(json, "kind", "share", "command", "account", "delayMs", "times")) {
            wanted.add(fault(body));
        }
        faults.replaceBy(wanted);
        return show();
    }

    private Fault fault(ControlBody body) {
        @Nullable String account = body.textOrNull("account");
        if (account != null && world.findAccount(account) == null) {
            throw BadControlRequest.wrong("\"account\" is no account of this gateway: " + account);
        }
        return new Fault(
                kind(body.text("kind")),
                body.has("share") ? body.decimal("share", 0, 1) : 1,
                body.has("command") ? command(body.text("command")) : null,
                account,
                body.integerOr("delayMs", 1000, 1, LONGEST_DELAY_MILLIS),
                body.integerOr("times", Long.MAX_VALUE, 1, Long.MAX_VALUE));
    }

    private static Fault.Kind kind(String word) {
        for (Fault.Kind kind : Fault.Kind.values()) {
            if (kind.word().equals(word)) {
                return kind;
            }
        }
        String all =
                Arrays.stream(Fault.Kind.values())
                        .map(Fault.Kind::word)
                        .collect(Collectors.joining(", "));
        throw BadControlRequest.wrong("No fault of kind \"%s\"; there are %s".formatted(word, all));
    }

    private static Cmd command(String word) {
        @Nullable Cmd cmd = Cmd.find(word);
        if (cmd == null) {
            throw BadControlRequest.wrong("No command \"%s\"".formatted(word));
        }
        return cmd;
    }
}
