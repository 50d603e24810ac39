package io.qqbridge.bench;

/** One question, put to all contenders in turn. */
interface Comparison {
    /** Asks, and prints the answers. */
    void run(Turns turns) throws Exception;
}
