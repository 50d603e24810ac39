package io.qqbridge.gateway;

import java.io.IOException;

/** Carries one request line to a gateway and its answer back. */
public interface Transport {
    /**
     * Posts a line; blocks until the whole answer has been read.
     *
     * @return the body of an answer with status 200
     * @throws NotSentException when no connection came about: the gateway has seen nothing
     * @throws TooLargeException when the answer is larger than any honest one
     * @throws IOException when it may have seen it, but no whole answer with status 200 came; the
     *     message is one clause for a person and holds nothing of the request
     */
    byte[] post(byte[] line) throws IOException;

    /** The answer came, and is not read to its end: asked again it would be the same. */
    final class TooLargeException extends IOException {
        private static final long serialVersionUID = 1L;

        public TooLargeException(String reason) {
            super(reason);
        }
    }

    /** No connection came about, so that trying again is safe. */
    final class NotSentException extends IOException {
        private static final long serialVersionUID = 1L;

        public NotSentException(String reason) {
            super(reason);
        }
    }
}
