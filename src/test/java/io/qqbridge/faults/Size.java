package io.qqbridge.faults;

import java.time.Duration;

/**
 * How much of everything a run of the suite takes.
 *
 * @param kills how often the bridge is killed, and how often a broker is
 * @param messages how many messages come in at least while that goes on
 * @param commands how many commands go out at least
 * @param stops how often the bridge is stopped cleanly
 * @param outage how long Kafka is away
 * @param outageAccounts for how many accounts
 * @param leaderKills how often a partition's leader is killed
 * @param leaderEvery how far apart
 * @param misbehaving how long the gateway misbehaves, in all ways at once
 * @param badNetwork how long the network fails in each way
 * @param diskFull how long the disk is full
 * @param clockOff how long a clock is off before it jumps again
 * @param sharedAccounts how many accounts three instances share
 * @param missedAfter how soon the group misses one of them; the program's own time where it is zero
 */
record Size(
        int kills,
        int messages,
        int commands,
        int stops,
        Duration outage,
        int outageAccounts,
        int leaderKills,
        Duration leaderEvery,
        Duration misbehaving,
        Duration badNetwork,
        Duration diskFull,
        Duration clockOff,
        int sharedAccounts,
        Duration missedAfter) {
    private static final String PROPERTY = "faults";

    private static final Size SHORT =
            new Size(
                    2,
                    1_000,
                    100,
                    3,
                    Duration.ofSeconds(5),
                    50,
                    2,
                    Duration.ofSeconds(3),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(3),
                    Duration.ofSeconds(1),
                    120,
                    Duration.ofSeconds(6));

    private static final Size LONG =
            new Size(
                    50,
                    100_000,
                    10_000,
                    20,
                    Duration.ofMinutes(5),
                    1_000,
                    15,
                    Duration.ofSeconds(20),
                    Duration.ofMinutes(5),
                    Duration.ofSeconds(30),
                    Duration.ofMinutes(1),
                    Duration.ofSeconds(20),
                    3_000,
                    Duration.ZERO);

    /** What {@code -Dfaults} names; short where it names nothing. */
    static Size chosen() {
        String name = System.getProperty(PROPERTY, "short");
        return switch (name) {
            case "short" -> SHORT;
            case "long" -> LONG;
            default ->
                    throw new IllegalArgumentException(
                            "-D%s must be short or long, not %s".formatted(PROPERTY, name));
        };
    }
}
