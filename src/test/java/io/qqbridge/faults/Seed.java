package io.qqbridge.faults;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/** What all chance of a test follows from; a test that fails says how to repeat it. */
final class Seed implements TestWatcher {
    private static final String PROPERTY = "faults.seed";

    private final long value =
            Long.getLong(PROPERTY, ThreadLocalRandom.current().nextLong(1, 1_000_000_000));
    private final RandomGenerator random = new SplittableRandom(value);

    long value() {
        return value;
    }

    /** From one to so many. */
    int upTo(int most) {
        return random.nextInt(1, most + 1);
    }

    /** Anything shorter than this. */
    Duration within(Duration longest) {
        return Duration.ofMillis(random.nextLong(longest.toMillis()));
    }

    @Override
    public void testFailed(ExtensionContext test, @Nullable Throwable cause) {
        System.out.printf(
                "faults | %s failed; the same again: mvn test -Dtest=%s -D%s=%d -Dfaults=%s%n",
                test.getDisplayName(),
                test.getRequiredTestClass().getSimpleName(),
                PROPERTY,
                value,
                System.getProperty("faults", "short"));
    }
}
