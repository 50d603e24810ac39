package io.qqbridge.simulator;

import io.qqbridge.protocol.Request;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** The faults in force. The first one that strikes a request is its only one. */
final class Faults {
    private static final class Armed {
        final Fault fault;
        long struck;

        Armed(Fault fault) {
            this.fault = fault;
        }
    }

    /** A fault, and how often it has struck. */
    record Standing(Fault fault, long struck) {}

    private final RandomGenerator random;
    private final Stats stats;
    private List<Armed> armed = List.of();

    Faults(RandomGenerator random, Stats stats) {
        this.random = random;
        this.stats = stats;
    }

    void replaceBy(List<Fault> faults) {
        List<Armed> next = new ArrayList<>(faults.size());
        for (Fault fault : faults) {
            next.add(new Armed(fault));
        }
        armed = next;
    }

    List<Standing> standing() {
        return armed.stream().map(one -> new Standing(one.fault, one.struck)).toList();
    }

    @Nullable Fault strike(Request request) {
        for (Armed one : armed) {
            if (one.struck < one.fault.times()
                    && one.fault.concerns(request)
                    && random.nextDouble() < one.fault.share()) {
                one.struck++;
                stats.fault(one.fault.kind());
                return one.fault;
            }
        }
        return null;
    }
}
