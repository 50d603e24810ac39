package io.qqbridge.gateway;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * Asks the network in a virtual thread of its own, for a session that then pauses for seconds: the
 * deep stack under which an answer is waited for ends with that thread, and is not kept with ten
 * thousand sessions.
 */
final class Apart {
    private Apart() {}

    /** Blocks until it is answered. */
    static <T> T ask(Supplier<T> question) {
        try {
            return CompletableFuture.supplyAsync(question, Thread::startVirtualThread).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException mistake ? mistake : e;
        }
    }
}
