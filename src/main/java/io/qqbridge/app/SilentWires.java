package io.qqbridge.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggerContextListener;

import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

import java.util.List;

/**
 * Keeps libraries that would log what goes over the wire from doing so, whatever levels a logging
 * configuration sets: a login line carries the password's MD5, which is as good as the password,
 * and everything else carries what people wrote to each other.
 *
 * <p>It takes back each level that is too fine as it is set. A filter would be asked at each line
 * that is not logged, too, which took a twelfth of the time of a busy bridge.
 */
public final class SilentWires implements LoggerContextListener {
    /** Each logs octets, or what is made of them, below INFO, and nothing there that is missed. */
    private static final List<String> WIRES = List.of("org.apache.hc", "io.netty");

    private SilentWires() {}

    /** Silences them for the life of the process; to be called before anything is logged. */
    public static void install() {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        SilentWires silent = new SilentWires();
        context.addListener(silent);
        context.getLoggerList().forEach(logger -> silent.onLevelChange(logger, logger.getLevel()));
        silent.onReset(context);
    }

    /** Stays when a configuration file with {@code scan="true"} is reread. */
    @Override
    public boolean isResetResistant() {
        return true;
    }

    @Override
    public void onReset(LoggerContext context) {
        WIRES.forEach(wire -> context.getLogger(wire).setLevel(Level.INFO));
    }

    @Override
    public void onLevelChange(Logger logger, @Nullable Level level) {
        if (isWire(logger.getName()) && !logger.getEffectiveLevel().isGreaterOrEqual(Level.INFO)) {
            logger.setLevel(Level.INFO);
        }
    }

    private static boolean isWire(String name) {
        return WIRES.stream().anyMatch(wire -> name.equals(wire) || name.startsWith(wire + "."));
    }

    @Override
    public void onStart(LoggerContext context) {}

    @Override
    public void onStop(LoggerContext context) {}
}
