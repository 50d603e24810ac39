package io.qqbridge.fuzz;

import java.util.List;

/** Something that reads what others wrote. A new one is listed in {@link Targets#ALL}. */
interface Target {
    /** A word, which also names the files of findings and the folder of those kept. */
    String name();

    /** Good input to start from; mutation alone would hardly come upon any. */
    List<byte[]> seeds();

    /** Words of its language, which mutation puts in. */
    List<String> tokens();

    /**
     * Reads the input, and throws if a promise is broken: that is a finding.
     *
     * @return what kind of input it was, in words of which there are few: the first input of a kind
     *     is mutated further, so this is how fuzzing finds its way in
     */
    String read(byte[] input) throws Exception;
}
