package io.qqbridge.bench;

/**
 * How often each contender is watched, and how closely.
 *
 * @param rounds in each of which all contenders have a turn
 * @param profiled whether it is also seen what the time is spent on, which costs some of what is
 *     measured
 */
record Turns(int rounds, boolean profiled) {}
