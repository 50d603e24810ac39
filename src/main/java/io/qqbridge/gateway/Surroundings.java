package io.qqbridge.gateway;

import java.util.random.RandomGenerator;

/**
 * What all sessions of a process have in common.
 *
 * @param gateway the network
 * @param inbox where what they receive goes
 * @param journal where it rests until it is safe there
 * @param ends what is remembered of commands
 * @param gate whether anything may be fetched
 * @param tenure which accounts are ours
 * @param observer hears what they do
 */
public record Surroundings(
        Gateway gateway,
        Inbox inbox,
        Journal journal,
        CommandEnds ends,
        Gate gate,
        Tenure tenure,
        SessionObserver observer,
        SessionSettings settings,
        Time time,
        RandomGenerator random) {}
