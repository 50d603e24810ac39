package io.qqbridge.simulator;

import io.qqbridge.protocol.Decoded;
import io.qqbridge.protocol.Request;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The gateway's HTTP side: one POST to {@code /}, one line back, whatever the headers say of the
 * body. Faults strike here, where the bytes leave.
 */
final class GatewayHttp {
    private static final Logger log = LoggerFactory.getLogger(GatewayHttp.class);
    private static final CharSequence TEXT =
            HttpHeaders.createOptimized("text/plain; charset=UTF-8");

    private final Vertx vertx;
    private final Conversation conversation;
    private final Faults faults;
    private final Spoiler spoiler;

    GatewayHttp(Vertx vertx, Conversation conversation, Faults faults, Spoiler spoiler) {
        this.vertx = vertx;
        this.conversation = conversation;
        this.faults = faults;
        this.spoiler = spoiler;
    }

    void handle(HttpServerRequest request) {
        if (!"/".equals(request.path())) {
            refuse(request, 404, "The gateway is at /\n");
        } else if (!request.method().equals(HttpMethod.POST)) {
            request.response().putHeader(HttpHeaders.ALLOW, "POST");
            refuse(request, 405, "The gateway takes POST only\n");
        } else {
            Body.read(request, body -> answer(request, body));
        }
    }

    private static void refuse(HttpServerRequest request, int status, String why) {
        request.response().setStatusCode(status).end(why);
    }

    private void answer(HttpServerRequest request, byte[] body) {
        try {
            switch (Request.decode(body)) {
                case Decoded.Good<Request>(Request line) -> answer(request, line);
                case Decoded.Malformed<Request> malformed ->
                        send(request, conversation.answerMalformed(malformed.line()));
            }
        } catch (RuntimeException bug) {
            // The client must not wait for ever for what will never come.
            log.error("A request could not be answered", bug);
            refuse(request, 500, "The simulator has a bug; see its log\n");
        }
    }

    private void answer(HttpServerRequest request, Request line) {
        @Nullable Fault fault = faults.strike(line);
        if (fault == null) {
            send(request, conversation.answer(line));
            return;
        }
        switch (fault.kind()) {
            case SLOW -> {
                // Carried out now: late, it would hand messages to a client that has gone.
                byte[] answer = conversation.answer(line);
                vertx.setTimer(fault.delayMillis(), timer -> send(request, answer));
            }
            case ERROR -> refuse(request, 500, "Internal Server Error\n");
            case CLOSE -> request.connection().close();
            case LOST -> {
                conversation.answer(line);
                request.connection().close();
            }
            case HALF -> sendHalf(request, conversation.answer(line));
            case GARBAGE -> send(request, spoiler.garbage());
            case HUGE -> send(request, spoiler.hugeGarbage());
            case HTML ->
                    request.response()
                            .putHeader(HttpHeaders.CONTENT_TYPE, "text/html")
                            .end(Spoiler.ERROR_PAGE);
            case EMPTY -> send(request, new byte[0]);
            case WRONG_SEQ -> send(request, Spoiler.wrongSeq(conversation.answer(line)));
            case WRONG_UIN -> send(request, Spoiler.wrongUin(conversation.answer(line)));
            case WRONG_COUNT -> send(request, Spoiler.wrongCount(conversation.answer(line)));
        }
    }

    private static void send(HttpServerRequest request, byte[] answer) {
        HttpServerResponse response = request.response();
        if (!response.closed()) {
            response.putHeader(HttpHeaders.CONTENT_TYPE, TEXT).end(Buffer.buffer(answer));
        }
    }

    private static void sendHalf(HttpServerRequest request, byte[] answer) {
        request.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, TEXT)
                .putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(answer.length))
                .write(Buffer.buffer(answer).slice(0, answer.length / 2))
                .onComplete(sent -> request.connection().close());
    }
}
