package io.qqbridge.app.log;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import ch.qos.logback.core.spi.AppenderAttachable;
import ch.qos.logback.core.spi.AppenderAttachableImpl;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Passes log events on to another appender, but of a flood of the same only the first few, and then
 * one line with the count. What is the same is said in the same words, of whichever account: an
 * account is a key of the event and not part of its words.
 */
public final class Calm extends UnsynchronizedAppenderBase<ILoggingEvent>
        implements AppenderAttachable<ILoggingEvent> {
    /** So many lines of a kind show whom it concerns. */
    private static final int SHOWN = 10;

    /** Kinds that are counted at a time; others pass. */
    private static final int KINDS = 1_000;

    private final AppenderAttachableImpl<ILoggingEvent> next = new AppenderAttachableImpl<>();
    private final Map<Kind, Integer> seen = new HashMap<>();
    private long windowMillis = 60_000;

    /** Events that say the same. */
    private record Kind(String logger, String words) {}

    /** For how long the same counts as a flood, in milliseconds. */
    public void setWindowMillis(long millis) {
        windowMillis = millis;
    }

    @Override
    protected void append(ILoggingEvent event) {
        Kind kind = new Kind(event.getLoggerName(), event.getFormattedMessage());
        if (isShown(kind, event)) {
            next.appendLoopOnAppenders(event);
        }
    }

    private synchronized boolean isShown(Kind kind, ILoggingEvent first) {
        Integer before = seen.get(kind);
        if (before == null) {
            if (seen.size() < KINDS) {
                seen.put(kind, 1);
                ScheduledFuture<?> unused =
                        getContext()
                                .getScheduledExecutorService()
                                .schedule(
                                        () -> sumUp(kind, first),
                                        windowMillis,
                                        TimeUnit.MILLISECONDS);
            }
            return true;
        }
        seen.put(kind, before + 1);
        return before < SHOWN;
    }

    private void sumUp(Kind kind, ILoggingEvent first) {
        int all;
        synchronized (this) {
            Integer count = seen.remove(kind);
            all = count == null ? 0 : count;
        }
        if (all > SHOWN) {
            LoggerContext context = (LoggerContext) getContext();
            next.appendLoopOnAppenders(
                    new LoggingEvent(
                            Calm.class.getName(),
                            context.getLogger(kind.logger()),
                            first.getLevel(),
                            "(%,d more like this within %d s) %s"
                                    .formatted(all - SHOWN, windowMillis / 1000, kind.words()),
                            null,
                            null));
        }
    }

    @Override
    public void addAppender(Appender<ILoggingEvent> appender) {
        next.addAppender(appender);
    }

    @Override
    public Iterator<Appender<ILoggingEvent>> iteratorForAppenders() {
        return next.iteratorForAppenders();
    }

    @Override
    public @Nullable Appender<ILoggingEvent> getAppender(String name) {
        return next.getAppender(name);
    }

    @Override
    public boolean isAttached(Appender<ILoggingEvent> appender) {
        return next.isAttached(appender);
    }

    @Override
    public void detachAndStopAllAppenders() {
        next.detachAndStopAllAppenders();
    }

    @Override
    public boolean detachAppender(Appender<ILoggingEvent> appender) {
        return next.detachAppender(appender);
    }

    @Override
    public boolean detachAppender(String name) {
        return next.detachAppender(name);
    }
}
