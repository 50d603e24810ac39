package io.qqbridge.faults;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.function.Predicate;

/** The bridge's own figures, as a scrape shows them, and what it says of its health. */
final class Metrics {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final String url;

    /**
     * What the bridge says of itself.
     *
     * @param up whether it does all that it should
     * @param text why not, among other things
     */
    record Health(boolean up, String text) {}

    Metrics(int port) {
        url = "http://127.0.0.1:%d/observe/".formatted(port);
    }

    /** All of them. */
    String scrape() throws IOException, InterruptedException {
        return ask("metrics").body();
    }

    /**
     * The sum of a meter's lines that have all these labels, such as {@code outcome="answered"}.
     */
    double sum(String meter, String... labels) throws IOException, InterruptedException {
        Predicate<String> wanted =
                line -> line.startsWith(meter + "{") || line.startsWith(meter + " ");
        for (String label : labels) {
            wanted = wanted.and(line -> line.contains(label));
        }
        return scrape().lines()
                .filter(wanted)
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    Health health() throws IOException, InterruptedException {
        HttpResponse<String> answer = ask("health");
        return new Health(answer.statusCode() == 200, answer.body());
    }

    private HttpResponse<String> ask(String what) throws IOException, InterruptedException {
        return CLIENT.send(
                HttpRequest.newBuilder(URI.create(url + what)).build(), BodyHandlers.ofString());
    }
}
