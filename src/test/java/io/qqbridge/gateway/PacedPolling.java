package io.qqbridge.gateway;

import java.time.Duration;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * How long messages wait at the gateway for an account's next poll, and how many polls it takes.
 */
public final class PacedPolling {
    private static final int MESSAGES = 20_000;
    private static final double SECONDS_AN_HOUR = 3_600;

    private PacedPolling() {}

    /**
     * What was seen.
     *
     * @param perHour messages that come, at random moments
     * @param mean seconds that a message waits
     * @param most seconds that 95 of 100 messages wait at most
     * @param polls an hour
     */
    public record Seen(double perHour, double mean, double most, double polls) {}

    /**
     * Lets messages come at random moments, so many an hour, and polls at the pace of a session.
     */
    public static Seen at(double perHour, Duration min, Duration max) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(17);
        PollPace pace = new PollPace(min, max);
        double[] waited = new double[MESSAGES];
        int taken = 0;
        long polls = 0;
        double poll = 0;
        double comes = 0;
        while (taken < MESSAGES) {
            polls++;
            boolean something = false;
            while (comes <= poll && taken < MESSAGES) {
                waited[taken++] = poll - comes;
                something = true;
                comes += random.nextExponential() * SECONDS_AN_HOUR / perHour;
            }
            Duration pause = something ? pace.afterSomething() : pace.afterNothing();
            poll += pause.toNanos() / 1e9;
        }
        Arrays.sort(waited);
        return new Seen(
                perHour,
                Arrays.stream(waited).average().orElseThrow(),
                waited[MESSAGES * 95 / 100],
                polls * SECONDS_AN_HOUR / poll);
    }
}
