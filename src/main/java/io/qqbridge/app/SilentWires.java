package io.qqbridge.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggerContextListener;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;

import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;

import java.util.List;

/**
 * Keeps libraries that would log what goes over the wire from doing so, whatever levels a logging
 * configuration sets: a login line carries the password's MD5, which is as good as the password,
 * and everything else carries what people wrote to each other.
 */
public final class SilentWires extends TurboFilter {
    /** Each logs octets, or what is made of them, below INFO, and nothing there that is missed. */
    private static final List<String> WIRES = List.of("org.apache.hc.", "io.netty.");

    private SilentWires() {}

    /** Silences them for the life of the process; to be called before anything is logged. */
    public static void install() {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        SilentWires filter = new SilentWires();
        filter.start();
        context.addTurboFilter(filter);
        context.addListener(new AfterReset(filter));
    }

    @Override
    public FilterReply decide(
            @Nullable Marker marker,
            Logger logger,
            Level level,
            @Nullable String format,
            Object @Nullable [] arguments,
            @Nullable Throwable problem) {
        boolean fine = !level.isGreaterOrEqual(Level.INFO);
        return fine && WIRES.stream().anyMatch(logger.getName()::startsWith)
                ? FilterReply.DENY
                : FilterReply.NEUTRAL;
    }

    /** A configuration file with {@code scan="true"} takes all filters away when it is reread. */
    private record AfterReset(SilentWires filter) implements LoggerContextListener {
        @Override
        public boolean isResetResistant() {
            return true;
        }

        @Override
        public void onReset(LoggerContext context) {
            filter.start();
            context.addTurboFilter(filter);
        }

        @Override
        public void onStart(LoggerContext context) {}

        @Override
        public void onStop(LoggerContext context) {}

        @Override
        public void onLevelChange(Logger logger, Level level) {}
    }
}
