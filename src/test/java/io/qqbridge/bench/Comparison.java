package io.qqbridge.bench;

/** One question, put to all contenders in turn. */
interface Comparison {
    /** Asks so many times, and prints the answers. */
    void run(int rounds) throws Exception;
}
