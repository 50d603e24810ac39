package io.qqbridge.faults;

import io.qqbridge.testing.ProgramProcess;

import org.jspecify.annotations.Nullable;

import java.io.IOException;

/** A broker that can be killed and started again on what it had. */
final class Broker implements AutoCloseable {
    /** Starts its process. */
    interface Starter {
        ProgramProcess start() throws IOException;
    }

    private final Starter starter;
    private @Nullable ProgramProcess process;

    Broker(Starter starter) {
        this.starter = starter;
    }

    /** Begins to start it. */
    Broker start() throws IOException {
        process = starter.start();
        return this;
    }

    /** Waits until clients can connect. */
    void awaitRunning() {
        running().awaitLine(line -> line.contains("Kafka for development on"));
    }

    void kill() {
        running().kill();
        process = null;
    }

    void freeze() throws IOException, InterruptedException {
        running().freeze();
    }

    void thaw() throws IOException, InterruptedException {
        running().thaw();
    }

    private ProgramProcess running() {
        if (process == null) {
            throw new IllegalStateException("the broker does not run");
        }
        return process;
    }

    @Override
    public void close() {
        if (process != null) {
            process.close();
        }
    }
}
