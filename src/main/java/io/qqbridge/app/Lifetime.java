package io.qqbridge.app;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Runs until the process is asked to end (Ctrl-C, SIGTERM) or its time is up, then closes what was
 * opened, the last first. The process ends only when all is closed.
 */
public final class Lifetime implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("qq.bridge");

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread hook = new Thread(this::askedByTheSystem, "shutdown");

    public Lifetime() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Closes this at the end, before all that was added earlier. */
    public <T extends AutoCloseable> T add(T part) {
        opened.push(part);
        return part;
    }

    /** Blocks until the process is asked to end. */
    public void await() throws InterruptedException {
        asked.await();
    }

    /** Blocks until the process is asked to end, for so long at most. */
    public void await(Duration atMost) throws InterruptedException {
        boolean unused = asked.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Whether the process was asked to end. */
    public boolean isAsked() {
        return asked.getCount() == 0;
    }

    private void askedByTheSystem() {
        asked.countDown();
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        for (AutoCloseable part : opened) {
            try {
                part.close();
            } catch (Exception e) {
                LOG.error("{} could not be closed", part.getClass().getSimpleName(), e);
            }
        }
        closed.countDown();
    }
}
