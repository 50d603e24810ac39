package io.qqbridge.event;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * A mistake of the bridge's own, as a dead letter tells of it: classes and frames, and never a
 * message, for a message may repeat a text or a secret.
 *
 * @param className the exception's class
 * @param trace its frames and those of its causes, at most {@link #MAX_BYTES} in UTF-8
 */
public record Mistake(String className, String trace) {
    /** Bytes of a trace: a header is no place for more. */
    public static final int MAX_BYTES = 8 * 1024;

    /** Of each exception; so many that the causes, which tell most, still have room. */
    private static final int FRAMES = 30;

    private static final String CUT = "...\n";

    /** What an exception tells without its messages. */
    public static Mistake of(Throwable exception) {
        StringBuilder trace = new StringBuilder();
        Set<Throwable> told = Collections.newSetFromMap(new IdentityHashMap<>());
        String before = "";
        for (Throwable e = exception; e != null && told.add(e); e = e.getCause()) {
            trace.append(before).append(e.getClass().getName()).append('\n');
            StackTraceElement[] frames = e.getStackTrace();
            for (int i = 0; i < Math.min(frames.length, FRAMES); i++) {
                trace.append("\tat ").append(frames[i]).append('\n');
            }
            if (frames.length > FRAMES) {
                trace.append("\t... ").append(frames.length - FRAMES).append(" more\n");
            }
            before = "Caused by: ";
        }
        return new Mistake(exception.getClass().getName(), capped(trace.toString()));
    }

    /** Whole lines only, so that no name is cut in two. */
    private static String capped(String trace) {
        if (bytes(trace) <= MAX_BYTES) {
            return trace;
        }
        StringBuilder kept = new StringBuilder();
        int size = CUT.length();
        for (String line : trace.lines().toList()) {
            size += bytes(line) + 1;
            if (size > MAX_BYTES) {
                break;
            }
            kept.append(line).append('\n');
        }
        return kept.append(CUT).toString();
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
