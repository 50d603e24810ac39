package io.qqbridge.faults;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Where time itself is what a fault is made of: it strikes then, or lasts so long. */
final class Moment {
    private Moment() {}

    /** Lets so much time go by. */
    static void after(Duration time) throws InterruptedException {
        boolean unused = new CountDownLatch(1).await(time.toMillis(), TimeUnit.MILLISECONDS);
    }
}
