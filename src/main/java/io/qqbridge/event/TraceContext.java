package io.qqbridge.event;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a {@code traceparent} says (W3C Trace Context, <a
 * href="https://www.w3.org/TR/trace-context/">w3.org/TR/trace-context</a>).
 *
 * @param traceId 32 hexadecimal digits, in lower case and not all zero
 * @param parentId the span that is the parent of what follows, 16 of them
 * @param flags 2 of them; the lowest bit says that the trace is recorded
 */
public record TraceContext(String traceId, String parentId, String flags) {
    /** The header that carries it. */
    public static final String PARENT = "traceparent";

    /** The header with what tracing systems add to it; means nothing without the other. */
    public static final String STATE = "tracestate";

    private static final Pattern FORM =
            Pattern.compile(
                    "([0-9a-f]{2})-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(-.*)?");
    private static final String OURS = "00";
    private static final String NEVER = "ff";

    private static final Pattern MEMBER =
            Pattern.compile(
                    "[ \\t]*([a-z0-9][a-z0-9_*/@-]{0,255}=[ -+\\--<>-~]{0,255}[!-+\\--<>-~])?[ \\t]*");
    private static final int MOST_MEMBERS = 32;

    /** Reads a {@code traceparent}; empty where it is none, and a trace has to begin anew. */
    public static Optional<TraceContext> parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches() || form.group(1).equals(NEVER)) {
            return Optional.empty();
        }
        boolean ours = form.group(1).equals(OURS);
        if (ours && form.group(5) != null) {
            return Optional.empty();
        }
        // Of a later version only this flag is known, and what is written is of ours.
        String flags = ours ? form.group(4) : isOdd(form.group(4)) ? "01" : "00";
        return Optional.of(new TraceContext(form.group(2), form.group(3), flags));
    }

    private static boolean isOdd(String hexadecimal) {
        return (Character.digit(hexadecimal.charAt(1), 16) & 1) == 1;
    }

    /** Whether it is a {@code tracestate}: up to 32 members, separated by commas. */
    public static boolean isState(String text) {
        String[] members = text.split(",", -1);
        if (members.length > MOST_MEMBERS) {
            return false;
        }
        for (String member : members) {
            if (!MEMBER.matcher(member).matches()) {
                return false;
            }
        }
        return true;
    }

    /** As a {@code traceparent}. */
    @Override
    public String toString() {
        return OURS + "-" + traceId + "-" + parentId + "-" + flags;
    }
}
