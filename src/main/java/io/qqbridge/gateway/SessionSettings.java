package io.qqbridge.gateway;

import java.time.Duration;

/**
 * How sessions behave.
 *
 * @param pollMin the least pause between two polls
 * @param pollMax the most, unless the network wants signs of life more often
 * @param presenceInterval how often it is asked who is online
 * @param rosterInterval how often the contact list is asked for
 * @param commandTimeout how long a command is tried while its account or the gateway is away
 * @param silence what an account may bring nothing for before that can be unusual
 * @param startsPerSecond how many sessions start in a second at most
 */
public record SessionSettings(
        Duration pollMin,
        Duration pollMax,
        Duration presenceInterval,
        Duration rosterInterval,
        Duration commandTimeout,
        Duration silence,
        int startsPerSecond) {}
