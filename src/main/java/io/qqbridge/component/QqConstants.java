package io.qqbridge.component;

import org.apache.camel.spi.Metadata;

/** The headers of exchanges from and to {@code qq:} endpoints. */
public final class QqConstants {
    @Metadata(
            description = "The UIN of the account whose events these are, or whose command this is",
            javaType = "String")
    public static final String ACCOUNT = "QqAccount";

    @Metadata(
            label = "consumer",
            description =
                    "The kind of the events: message, presence, roster, request, session,"
                            + " result, dead",
            javaType = "String")
    public static final String EVENT_KIND = "QqEventKind";

    @Metadata(
            label = "producer",
            description = "What became of a single command: accepted, rejected, unknown or expired",
            javaType = "String")
    public static final String OUTCOME = "QqOutcome";

    private QqConstants() {}
}
