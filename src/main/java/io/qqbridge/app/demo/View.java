package io.qqbridge.app.demo;

import io.qqbridge.app.demo.Flow.AccountFlow;
import io.qqbridge.app.demo.Flow.Snapshot;

import java.io.PrintWriter;
import java.util.stream.Collectors;

/** Shows what flows: a picture that is redrawn where the terminal can, else a line a record. */
final class View {
    private static final String HOME_AND_CLEAR = "\u001b[H\u001b[J";
    private static final int WIDTH = 100;

    /** Codes of the terminal's colours (ECMA-48, SGR). */
    private static final int BOLD = 1;

    private static final int FAINT = 2;
    private static final int RED = 31;
    private static final int GREEN = 32;
    private static final int YELLOW = 33;
    private static final int CYAN = 36;

    private final PrintWriter out;
    private final boolean picture;
    private final Flow flow;
    private volatile String title = "";

    View(PrintWriter out, boolean picture, Flow flow) {
        this.out = out;
        this.picture = picture;
        this.flow = flow;
    }

    /** Where the parts of the demo are to be found. */
    void title(String title) {
        this.title = title;
        if (!picture) {
            out.println(title);
            out.flush();
        }
    }

    /** A record has come. */
    void seen(Seen seen) {
        flow.add(seen);
        if (!picture) {
            out.println(line(seen, false));
            out.flush();
        }
    }

    /** Time for a new picture. */
    void draw() {
        if (picture) {
            out.print(HOME_AND_CLEAR);
            out.println(picture(flow.snapshot()));
            out.flush();
        }
    }

    private String picture(Snapshot now) {
        StringBuilder shown = new StringBuilder(coloured(BOLD, "QQ Bus Bridge") + "  demo\n");
        shown.append(title).append("\n\n");
        shown.append(
                "%-14s %-14s %10s %10s%n".formatted("account", "session", "received", "commands"));
        for (var account : now.accounts().entrySet()) {
            AccountFlow its = account.getValue();
            shown.append("%-14s ".formatted(account.getKey()))
                    .append(coloured(colourOf(its.state()), "%-14s".formatted(its.state())))
                    .append(" %10d %10d%n".formatted(its.received(), its.sent()));
        }
        shown.append("\nrecords        ").append(counts(now));
        shown.append(
                "\nrate           %.1f records/s    message delay p50 %d ms, p99 %d ms%n%n"
                        .formatted(now.perSecond(), now.median().toMillis(), now.p99().toMillis()));
        now.latest().forEach(seen -> shown.append(line(seen, true)).append('\n'));
        return shown.append(coloured(FAINT, "\nCtrl-C ends the demo.")).toString();
    }

    private static String counts(Snapshot now) {
        return now.records().entrySet().stream()
                .map(count -> count.getKey() + " " + count.getValue())
                .collect(Collectors.joining(", "));
    }

    /** The end, in a line for each question that a person may have. */
    void summary() {
        Snapshot end = flow.snapshot();
        long in = end.records().getOrDefault("message", 0L);
        long presence = end.records().getOrDefault("presence", 0L);
        long commands = end.records().getOrDefault("command", 0L);
        long results = end.records().getOrDefault("result", 0L);
        out.printf(
                "%ndemo ended: %d messages and %d presence changes in, %d commands out,"
                        + " %d results; message delay p50 %d ms, p99 %d ms%nrecords: %s%n",
                in,
                presence,
                commands,
                results,
                end.median().toMillis(),
                end.p99().toMillis(),
                counts(end));
        out.flush();
    }

    private static String line(Seen seen, boolean coloured) {
        String arrow = seen.out() ? "Kafka -> QQ" : "QQ -> Kafka";
        String head = "%s  %-8s %-8s ".formatted(arrow, seen.kind(), seen.account());
        String said = seen.summary();
        if (!coloured) {
            return head + said;
        }
        int room = Math.max(0, WIDTH - head.length());
        int colour = seen.out() ? YELLOW : seen.kind().equals("result") ? CYAN : GREEN;
        return coloured(colour, head) + (said.length() > room ? said.substring(0, room) : said);
    }

    private static int colourOf(String state) {
        return switch (state) {
            case "online" -> GREEN;
            case "connecting", "reconnecting" -> YELLOW;
            default -> RED;
        };
    }

    private static String coloured(int colour, String text) {
        return "\u001b[" + colour + "m" + text + "\u001b[0m";
    }
}
