package io.qqbridge.component;

import io.netty.util.Timeout;
import io.qqbridge.gateway.Transport.TooLargeException;

import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChain.Scope;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Semaphore;

/**
 * The link of the HTTP client's chain that reads an answer whole, within a time and a size, and
 * gives the connection back. The sockets themselves have no time limit (see {@link WheelTime}):
 * when the time is over, the connection is closed under whoever reads it.
 */
final class WholeAnswers implements ExecChainHandler {
    /** Bytes of the largest answer that is read; no honest one comes near it. */
    static final int MAX = 16 * 1024 * 1024;

    /** Bytes that most answers do not have. */
    private static final int USUAL = 1024;

    /** Bytes that many answers may have at once: more than a hundred messages. */
    private static final int MODEST = 64 * USUAL;

    private final Duration patience;

    /**
     * How many answers may be more than modest at once: a gateway could fill the memory by them.
     */
    private final Semaphore room = new Semaphore(2, true);

    /**
     * @param patience how long an answer may take, from the request's first byte to its own last
     */
    WholeAnswers(Duration patience) {
        this.patience = patience;
    }

    /** An answer that is not read to its end; the message is one clause for a person. */
    static final class NotWhole extends IOException {
        private static final long serialVersionUID = 1L;

        NotWhole(String reason) {
            super(reason);
        }
    }

    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, Scope scope, ExecChain chain)
            throws IOException, HttpException {
        Limit limit = new Limit(scope);
        Timeout alarm = WheelTime.SYSTEM.after(patience, limit);
        try {
            ClassicHttpResponse answer = chain.proceed(request, scope);
            HttpEntity body = answer.getEntity();
            if (body != null) {
                answer.setEntity(new ByteArrayEntity(read(body), null));
                // Nothing compressed was asked for, and Camel would expand it without a bound.
                answer.removeHeaders(HttpHeaders.CONTENT_ENCODING);
                scope.execRuntime.releaseEndpoint();
            }
            return answer;
        } catch (IOException | HttpException e) {
            scope.execRuntime.discardEndpoint();
            if (limit.reached) {
                throw new NotWhole("no whole answer within " + patience.toSeconds() + " s");
            }
            throw e;
        } finally {
            alarm.cancel();
        }
    }

    private byte[] read(HttpEntity body) throws IOException {
        InputStream answer = body.getContent();
        long announced = body.getContentLength();
        if (announced >= 0 && announced < MODEST) {
            return answer.readNBytes((int) announced);
        }
        byte[] modest = read(new byte[0], MODEST, answer);
        if (modest.length < MODEST) {
            return modest;
        }
        room.acquireUninterruptibly();
        try {
            byte[] all = read(modest, MAX + 1, answer);
            if (all.length > MAX) {
                throw new TooLargeException("its answer is larger than " + MAX + " bytes");
            }
            return all;
        } finally {
            room.release();
        }
    }

    /** Returns what has begun and what follows, to the end or so many bytes. */
    private static byte[] read(byte[] begun, int atMost, InputStream answer) throws IOException {
        byte[] bytes = begun;
        int length = begun.length;
        while (length == bytes.length && length < atMost) {
            bytes = Arrays.copyOf(bytes, Math.clamp(2L * length, USUAL, atMost));
            length += answer.readNBytes(bytes, length, bytes.length - length);
        }
        return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
    }

    /** Ends an exchange whose time is over, from the clock's thread. */
    private static final class Limit implements Runnable {
        private final Scope scope;
        private volatile boolean reached;

        Limit(Scope scope) {
            this.scope = scope;
        }

        @Override
        public void run() {
            reached = true;
            scope.execRuntime.discardEndpoint();
        }
    }
}
