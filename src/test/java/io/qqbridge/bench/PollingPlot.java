package io.qqbridge.bench;

import io.qqbridge.gateway.PacedPolling;
import io.qqbridge.gateway.PacedPolling.Seen;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Draws how long a message waits for the next poll, against how many messages an account has. */
final class PollingPlot implements Comparison {
    private static final Path FILE = Path.of("src", "docs", "polling.svg");
    private static final Duration MIN = Duration.ofMillis(500);
    private static final Duration MAX = Duration.ofSeconds(10);

    private static final int LEFT = 50;
    private static final int RIGHT = 620;
    private static final int TOP = 20;
    private static final int BOTTOM = 280;
    private static final double MOST_SECONDS = 10;
    private static final int DECADES = 4;

    @Override
    public void run(Turns turns) throws IOException {
        List<Seen> seen =
                IntStream.rangeClosed(0, 10 * DECADES)
                        .mapToObj(i -> PacedPolling.at(Math.pow(10, i / 10.0), MIN, MAX))
                        .toList();
        System.out.println(
                "| messages an hour | mean wait, s | 95 of 100 within, s | polls an hour |");
        System.out.println("| --- | --- | --- | --- |");
        for (int i = 0; i < seen.size(); i += 10) {
            Seen each = seen.get(i);
            System.out.printf(
                    Locale.ROOT,
                    "| %,.0f | %.1f | %.1f | %,.0f |%n",
                    each.perHour(),
                    each.mean(),
                    each.most(),
                    each.polls());
        }
        Files.writeString(FILE, svg(seen));
        System.out.println("drawn in " + FILE);
    }

    private static String svg(List<Seen> seen) {
        StringBuilder svg = new StringBuilder();
        svg.append(
                """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 330" font-family="sans-serif" font-size="12">
                <title>How long a message waits for the next poll</title>
                <style>
                text { fill: #444 } .grid { stroke: #ccc } path { fill: none; stroke-width: 2 }
                .mean { stroke: #0969da } .most { stroke: #cf222e } .bg { fill: #fff }
                @media (prefers-color-scheme: dark) { text { fill: #ccc } .grid { stroke: #444 } .bg { fill: #0d1117 } }
                </style>
                <rect class="bg" width="640" height="330"/>
                """);
        for (int seconds = 0; seconds <= MOST_SECONDS; seconds += 2) {
            line(svg, LEFT, y(seconds), RIGHT, y(seconds));
            text(svg, LEFT - 8, y(seconds) + 4, "end", seconds + " s");
        }
        for (int decade = 0; decade <= DECADES; decade++) {
            double perHour = Math.pow(10, decade);
            line(svg, x(perHour), TOP, x(perHour), BOTTOM);
            text(svg, x(perHour), BOTTOM + 18, "middle", "%,.0f".formatted(perHour));
        }
        text(
                svg,
                (LEFT + RIGHT) / 2.0,
                BOTTOM + 40,
                "middle",
                "messages an hour, at random moments");
        path(svg, "mean", seen, Seen::mean);
        path(svg, "most", seen, Seen::most);
        text(svg, RIGHT - 150, TOP + 30, "start", "95 of 100 within (red)");
        text(svg, RIGHT - 150, TOP + 48, "start", "mean (blue)");
        return svg.append("</svg>\n").toString();
    }

    private static void line(StringBuilder svg, double x1, double y1, double x2, double y2) {
        svg.append(
                String.format(
                        Locale.ROOT,
                        "<line class=\"grid\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>%n",
                        x1,
                        y1,
                        x2,
                        y2));
    }

    private static void text(StringBuilder svg, double x, double y, String anchor, String text) {
        svg.append(
                String.format(
                        Locale.ROOT,
                        "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>%n",
                        x,
                        y,
                        anchor,
                        text));
    }

    private static void path(
            StringBuilder svg, String name, List<Seen> seen, ToDoubleFunction<Seen> seconds) {
        String points =
                seen.stream()
                        .map(
                                each ->
                                        String.format(
                                                Locale.ROOT,
                                                "%.1f,%.1f",
                                                x(each.perHour()),
                                                y(seconds.applyAsDouble(each))))
                        .collect(Collectors.joining(" L"));
        svg.append("<path class=\"%s\" d=\"M%s\"/>%n".formatted(name, points));
    }

    private static double x(double perHour) {
        return LEFT + (RIGHT - LEFT) * Math.log10(perHour) / DECADES;
    }

    private static double y(double seconds) {
        return BOTTOM - (BOTTOM - TOP) * seconds / MOST_SECONDS;
    }
}
