package io.qqbridge.testing;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Where time itself is what a fault is made of: it strikes then, or lasts so long. */
public final class Moment {
    private Moment() {}

    /** Lets so much time go by. */
    public static void after(Duration time) throws InterruptedException {
        boolean unused = new CountDownLatch(1).await(time.toMillis(), TimeUnit.MILLISECONDS);
    }
}
