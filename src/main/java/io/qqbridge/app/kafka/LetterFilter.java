package io.qqbridge.app.kafka;

import io.qqbridge.event.DeadLetter.Stage;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Locale;

/**
 * Which dead letters somebody means; null is any.
 *
 * @param account the account they concern
 * @param reason a part of their reason, in capitals or not
 * @param stage where they were given up
 * @param since written then or later
 * @param until written before
 * @param place the one that lies there
 */
public record LetterFilter(
        @Nullable String account,
        @Nullable String reason,
        @Nullable Stage stage,
        @Nullable Instant since,
        @Nullable Instant until,
        @Nullable Place place) {

    boolean takes(Letter letter) {
        return (account == null || account.equals(letter.account()))
                && (reason == null || lower(letter.reason()).contains(lower(reason)))
                && (stage == null || letter.stage().filter(stage::equals).isPresent())
                && (since == null || !letter.writtenAt().isBefore(since))
                && (until == null || letter.writtenAt().isBefore(until))
                && (place == null || place.equals(letter.place()));
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
