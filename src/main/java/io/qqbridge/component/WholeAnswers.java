package io.qqbridge.component;

import io.netty.util.Timeout;

import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChain.Scope;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
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
    static final int MAX = 1024 * 1024;

    /** Bytes that most answers do not have. */
    private static final int USUAL = 1024;

    /** Bytes that thousands of answers may have at once. */
    private static final int MODEST = 16 * USUAL;

    private final Duration patience;

    /**
     * How many answers may be more than modest at once: a gateway could fill the memory by them.
     */
    private final Semaphore room = new Semaphore(16, true);

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
        byte[] bytes = new byte[USUAL];
        int length = fill(bytes, 0, answer);
        while (length == bytes.length && length < MODEST) {
            bytes = Arrays.copyOf(bytes, 2 * length);
            length = fill(bytes, length, answer);
        }
        return length < bytes.length ? Arrays.copyOf(bytes, length) : large(bytes, answer);
    }

    private byte[] large(byte[] begun, InputStream answer) throws IOException {
        room.acquireUninterruptibly();
        try {
            byte[] bytes = Arrays.copyOf(begun, MAX + 1);
            int length = fill(bytes, begun.length, answer);
            if (length > MAX) {
                throw new NotWhole("its answer is larger than " + MAX + " bytes");
            }
            return Arrays.copyOf(bytes, length);
        } finally {
            room.release();
        }
    }

    /** Returns how many of the bytes are there when it is full, or the answer at its end. */
    private static int fill(byte[] bytes, int length, InputStream answer) throws IOException {
        return length + answer.readNBytes(bytes, length, bytes.length - length);
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
