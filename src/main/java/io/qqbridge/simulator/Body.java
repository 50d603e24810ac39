package io.qqbridge.simulator;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

import java.util.function.Consumer;

/** Reads a request's body whole, up to a limit. */
final class Body {
    static final int LONGEST = 1024 * 1024;

    /** Beyond this nobody waits for the rest of a body that is refused anyway. */
    private static final int MOST_DISCARDED = 16 * LONGEST;

    private final HttpServerRequest request;
    private Buffer received = Buffer.buffer();
    private long length;

    private Body(HttpServerRequest request) {
        this.request = request;
    }

    /** Calls back with the body, or answers 413 where it is longer than {@link #LONGEST}. */
    static void read(HttpServerRequest request, Consumer<byte[]> whole) {
        Body body = new Body(request);
        request.handler(body::add);
        request.endHandler(
                end -> {
                    if (body.length > LONGEST) {
                        body.refuse();
                    } else {
                        whole.accept(body.received.getBytes());
                    }
                });
    }

    private void add(Buffer chunk) {
        boolean wasPatient = length <= MOST_DISCARDED;
        length += chunk.length();
        if (length <= LONGEST) {
            received.appendBuffer(chunk);
            return;
        }
        received = Buffer.buffer();
        if (wasPatient && length > MOST_DISCARDED) {
            refuse();
        }
    }

    /**
     * The rest of the body has been read by now, or a client that still writes would not see it.
     */
    private void refuse() {
        if (!request.response().ended()) {
            request.response()
                    .setStatusCode(413)
                    .putHeader(HttpHeaders.CONNECTION, "close")
                    .end("The body is longer than " + LONGEST + " bytes.\n")
                    .onComplete(sent -> request.connection().close());
        }
    }
}
