package io.qqbridge;

/**
 * Starts the program on a Java that can run it. This one class is compiled for Java 11, so that an
 * older Java says in a line what it lacks, and not in a stack trace.
 */
public final class Launcher {
    private static final int OLDEST = 21;

    private Launcher() {}

    /** Runs {@code Program} with these arguments. */
    public static void main(String[] arguments) throws ReflectiveOperationException {
        int version = Runtime.version().feature();
        if (version < OLDEST) {
            System.err.printf(
                    "qq-bridge: needs Java %d or newer, this is Java %d (%s); start it with another"
                            + " Java%n",
                    OLDEST, version, System.getProperty("java.home"));
            System.exit(1);
        }
        // Read once, when Camel's classes load: its pools then use virtual threads.
        System.setProperty("camel.threads.virtual.enabled", "true");
        // Netty would use what Java 24 and newer warn of.
        System.setProperty("io.netty.noUnsafe", "true");
        Class.forName("io.qqbridge.Program")
                .getMethod("main", String[].class)
                .invoke(null, (Object) arguments);
    }
}
