package io.qqbridge.program;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.qqbridge.testing.Reader;
import io.qqbridge.testing.Seen;

import org.awaitility.core.ConditionTimeoutException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The four places where an account's state is seen: Kafka, the meters, the console, and the health
 * of accounts.
 *
 * @param topic where sessions are told
 * @param port where the bridge shows the others
 */
record Sights(Reader reader, String topic, int port) {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** Far beyond all that is promised, so that what comes late is told with its time. */
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    /** An account, by number and name. */
    record Watched(String uin, String alias) {}

    private enum Place {
        KAFKA,
        METERS,
        CONSOLE,
        HEALTH
    }

    /**
     * What befalls an account.
     *
     * @param before how often its session had changed before
     */
    record Trouble(Sights sights, Watched account, Instant began, int before) {
        /**
         * Waits until each place has shown a state; how long after the trouble the last one did.
         */
        Duration shownAs(String state) {
            Map<Place, Duration> after = new EnumMap<>(Place.class);
            try {
                await().atMost(PATIENCE)
                        .pollInterval(Duration.ofMillis(10))
                        .until(() -> isShown(state, after));
            } catch (ConditionTimeoutException e) {
                throw new AssertionError(
                        "%s is %s only in %s; its sessions were %s"
                                .formatted(
                                        account.alias,
                                        state,
                                        after,
                                        sights.sessions(account).stream().map(Seen::json).toList()),
                        e);
            }
            return after.values().stream().max(Duration::compareTo).orElseThrow();
        }

        private boolean isShown(String state, Map<Place, Duration> after) {
            for (Place place : Place.values()) {
                if (!after.containsKey(place) && sights.shows(place, this, state)) {
                    after.put(place, Duration.between(began, Instant.now()));
                }
            }
            return after.size() == Place.values().length;
        }
    }

    /** Trouble that begins now. */
    Trouble trouble(Watched account) {
        return new Trouble(this, account, Instant.now(), sessions(account).size());
    }

    /** What Kafka was told of an account's session, from its beginning. */
    List<Seen> sessions(Watched account) {
        return reader.seen(topic).stream()
                .filter(change -> change.key().equals(account.uin))
                .toList();
    }

    private boolean shows(Place place, Trouble trouble, String state) {
        String alias = trouble.account.alias;
        boolean online = state.equals("online") || state.equals("silent");
        return switch (place) {
            case KAFKA ->
                    sessions(trouble.account).stream()
                            .skip(trouble.before)
                            .anyMatch(change -> change.text("state").equals(state));
            case METERS -> {
                String scrape = body("/observe/metrics");
                yield scrape.contains(
                                "qq_account_online{account=\"%s\"} %s"
                                        .formatted(alias, online ? "1.0" : "0.0"))
                        && scrape.lines()
                                .anyMatch(
                                        line ->
                                                line.startsWith(
                                                                "qq_sessions{state=\"%s\"}"
                                                                        .formatted(state))
                                                        && !line.endsWith(" 0.0"));
            }
            case CONSOLE ->
                    json("/console/api/accounts/" + alias)
                            .path("row")
                            .path("state")
                            .asText()
                            .equals(state);
            case HEALTH -> {
                JsonNode health = json("/observe/health/accounts");
                String down = "";
                for (JsonNode each : health.path("down")) {
                    if (each.path("account").asText().equals(alias)) {
                        down = each.path("state").asText();
                    }
                }
                yield down.equals(online ? "" : state)
                        && health.path("states").path(state).intValue() > 0;
            }
        };
    }

    private JsonNode json(String path) {
        try {
            return MAPPER.readTree(body(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An answer, whatever its status: an account that is not online makes one of 503. */
    private String body(String path) {
        URI uri = URI.create("http://127.0.0.1:%d%s".formatted(port, path));
        try {
            return CLIENT.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
