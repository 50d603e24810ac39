package io.qqbridge.console;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;

import io.qqbridge.event.SessionChanged;
import io.qqbridge.gateway.Time;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * How things look in the page's JSON: times in milliseconds of the epoch, rates a minute, accounts
 * by their names alone.
 */
final class Views {
    private static final JsonMapper MAPPER = new JsonMapper();

    private final AccountBook book;
    private final Time time;

    Views(AccountBook book, Time time) {
        this.book = book;
        this.time = time;
    }

    /** A row of the table. */
    record Row(
            String alias,
            String state,
            long since,
            String reason,
            String next,
            long last,
            long in,
            long out,
            double inRate,
            double outRate,
            int drops) {}

    /** A page of rows, of so many that were found. */
    record Rows(AccountQuery query, int total, List<Row> rows) {}

    /** A state that an account was in. */
    record Past(String state, long since, String reason, String next) {}

    /**
     * One account.
     *
     * @param picture a data URL, only where the account waits for it to be read
     */
    record One(
            Row row,
            int attempts,
            List<Past> history,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String picture) {}

    Rows rows(AccountQuery query) {
        long now = millis();
        AccountQuery.Found found = query.in(book, now);
        return new Rows(
                query, found.total(), found.page().stream().map(row -> row(row, now)).toList());
    }

    One one(AccountRow row) {
        return new One(
                row(row, millis()),
                row.latest().attempts(),
                row.history().stream().map(Views::past).toList(),
                Picture.dataUrl(row.picture()));
    }

    private long millis() {
        return time.nanos() / 1_000_000;
    }

    private static Row row(AccountRow row, long now) {
        SessionChanged latest = row.latest();
        return new Row(
                row.alias(),
                row.state(),
                latest.since().toEpochMilli(),
                Shown.anonymous(latest.reason()),
                Shown.anonymous(latest.next()),
                row.lastMessage(),
                row.received().count(),
                row.sent().count(),
                tenths(row.received().perMinute(now)),
                tenths(row.sent().perMinute(now)),
                row.drops());
    }

    private static Past past(SessionChanged change) {
        return new Past(
                change.state().word(),
                change.since().toEpochMilli(),
                Shown.anonymous(change.reason()),
                Shown.anonymous(change.next()));
    }

    private static double tenths(double rate) {
        return Math.round(rate * 10) / 10.0;
    }

    /** A view as JSON in UTF-8. */
    static byte[] json(Object view) {
        try {
            return MAPPER.writeValueAsBytes(view);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a view of our own has no JSON", e);
        }
    }

    /** The same as an event of the stream. */
    static String event(String name, byte[] json) {
        return "event: %s\ndata: %s\n\n".formatted(name, new String(json, StandardCharsets.UTF_8));
    }
}
