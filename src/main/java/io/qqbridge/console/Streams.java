package io.qqbridge.console;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Server-sent events to all who look: a snapshot a second, made once for all of them and not at all
 * where there is nobody, and the rows of the page that each watches, when they have changed.
 */
final class Streams {
    private static final Logger LOG = LoggerFactory.getLogger("qq.console");

    private static final long BEAT_MILLIS = 1_000;
    private static final int MOST = 50;

    /** One who reads nothing for so many seconds is no longer there. */
    private static final int PATIENCE = 60;

    private final Vertx vertx;
    private final Pulse pulse;
    private final Views views;
    private final AccountBook book;
    private final Map<String, Listener> listeners = new ConcurrentHashMap<>();
    private final AtomicBoolean beating = new AtomicBoolean();
    private final long timer;

    private static final class Listener {
        private final HttpServerResponse response;
        private volatile @Nullable AccountQuery watched;
        private byte[] seen = {};
        private int unread;

        Listener(HttpServerResponse response) {
            this.response = response;
        }
    }

    Streams(Vertx vertx, Pulse pulse, Views views, AccountBook book) {
        this.vertx = vertx;
        this.pulse = pulse;
        this.views = views;
        this.book = book;
        this.timer = vertx.setPeriodic(BEAT_MILLIS, id -> beat());
    }

    /** Begins a stream, which lasts until the other side ends it. */
    void open(RoutingContext context) {
        if (listeners.size() >= MOST) {
            throw new BadRequest(503, "%d pages look already; close one".formatted(MOST));
        }
        String id = UUID.randomUUID().toString();
        HttpServerResponse response = context.response();
        Listener listener = new Listener(response);
        response.setChunked(true)
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/event-stream")
                .exceptionHandler(gone -> listeners.remove(id))
                .closeHandler(closed -> listeners.remove(id));
        // Known before the page is told its name, for it asks at once.
        listeners.put(id, listener);
        book.second(true);
        response.write("retry: 1000\n" + Views.event("hello", Views.json(Map.of("stream", id))));
        response.write(Views.event("snapshot", Views.json(pulse.whole())));
    }

    /** From now on the stream of this id, if there is one, tells how these rows change. */
    void watch(String id, AccountQuery query) {
        Listener listener = listeners.get(id);
        if (listener != null) {
            listener.watched = query;
        }
    }

    private void beat() {
        book.second(!listeners.isEmpty());
        if (!listeners.isEmpty() && beating.compareAndSet(false, true)) {
            vertx.executeBlocking(this::tellAll, false)
                    .onComplete(
                            told -> {
                                beating.set(false);
                                if (told.failed()) {
                                    LOG.error("the console's snapshot failed", told.cause());
                                }
                            });
        }
    }

    private Void tellAll() {
        String snapshot = Views.event("tick", Views.json(pulse.beat()));
        listeners.forEach((id, listener) -> tell(id, listener, snapshot));
        return null;
    }

    private void tell(String id, Listener listener, String snapshot) {
        if (listener.response.closed()) {
            listeners.remove(id);
        } else if (listener.response.writeQueueFull()) {
            if (++listener.unread > PATIENCE) {
                listeners.remove(id);
                listener.response.reset();
            }
        } else {
            listener.unread = 0;
            listener.response.write(snapshot);
            AccountQuery watched = listener.watched;
            if (watched != null) {
                byte[] rows = Views.json(views.rows(watched));
                if (!Arrays.equals(rows, listener.seen)) {
                    listener.seen = rows;
                    listener.response.write(Views.event("rows", rows));
                }
            }
        }
    }

    void close() {
        vertx.cancelTimer(timer);
        listeners.values().forEach(listener -> listener.response.end());
        listeners.clear();
    }
}
