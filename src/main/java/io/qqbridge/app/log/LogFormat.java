package io.qqbridge.app.log;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;

import org.slf4j.LoggerFactory;

/** How a line of the log looks. */
public enum LogFormat {
    /** For people, as {@code logback.xml} has it. */
    TEXT,

    /** A JSON object a line, for programs that collect logs. */
    JSON;

    /** Writes all further lines so; a configuration of logback that is not ours stays as it is. */
    public void use() {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        Appender<ILoggingEvent> calm =
                context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender("calm");
        if (this == JSON
                && calm instanceof Calm ours
                && ours.getAppender("console") instanceof ConsoleAppender<ILoggingEvent> console) {
            JsonEncoder encoder = new JsonEncoder();
            encoder.setContext(context);
            encoder.setWithSequenceNumber(false);
            encoder.setWithNanoseconds(false);
            encoder.setWithContext(false);
            encoder.setWithMDC(false);
            encoder.setWithMarkers(false);
            encoder.setWithArguments(false);
            encoder.setWithMessage(false);
            encoder.setWithFormattedMessage(true);
            encoder.start();
            console.setEncoder(encoder);
        }
    }
}
