package io.qqbridge.bench;

import java.util.List;
import java.util.function.Function;

/**
 * How often each contender is watched, and how closely.
 *
 * @param rounds in each of which all contenders have a turn
 * @param profiled whether it is also seen what the time is spent on, which costs some of what is
 *     measured
 */
record Turns(int rounds, boolean profiled) {
    /** One contender's turn. */
    interface Turn<T> {
        Sample of(T contender) throws Exception;
    }

    /**
     * Gives each its turns, interleaved, so that what the machine does meanwhile strikes all; every
     * other round backwards, so that none is always the first.
     */
    <T> Table among(List<T> contenders, Function<T, String> name, Turn<T> turn) throws Exception {
        Table table = new Table();
        for (int round = 0; round < rounds; round++) {
            for (T contender : round % 2 == 0 ? contenders : contenders.reversed()) {
                table.add(name.apply(contender), turn.of(contender));
            }
        }
        return table;
    }
}
