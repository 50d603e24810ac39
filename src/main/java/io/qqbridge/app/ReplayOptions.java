package io.qqbridge.app;

import io.qqbridge.app.kafka.LetterFilter;
import io.qqbridge.app.kafka.Place;
import io.qqbridge.event.DeadLetter.Stage;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The options that say which dead letters are meant. */
final class ReplayOptions {
    private static final Pattern AGO = Pattern.compile("([0-9]{1,6})(s|m|h|d)");

    @Option(names = "--account", paramLabel = "UIN", description = "Those of this account.")
    private @Nullable String account;

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            description = "Those whose reason has this in it, in capitals or not.")
    private @Nullable String reason;

    @Option(
            names = "--stage",
            paramLabel = "STAGE",
            description =
                    "Those given up there: command, answer or event. Only commands are replayed; the"
                            + " others are shown.")
    private @Nullable String stage;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description =
                    "Those written then or later: 2026-01-31T12:00:00Z, or 2h for two hours ago"
                            + " (s, m, h, d).")
    private @Nullable String since;

    @Option(names = "--until", paramLabel = "TIME", description = "Those written before.")
    private @Nullable String until;

    @Option(
            names = "--offset",
            paramLabel = "P:N",
            description = "The one at offset N of partition P, as a dry run shows it.")
    private @Nullable String offset;

    /** What they select. */
    LetterFilter filter(CommandSpec spec) {
        Instant now = Instant.now();
        return new LetterFilter(
                account,
                reason,
                stage == null ? null : stage(stage, spec),
                since == null ? null : time("--since", since, now, spec),
                until == null ? null : time("--until", until, now, spec),
                offset == null ? null : place(offset, spec));
    }

    private static Stage stage(String word, CommandSpec spec) {
        for (Stage stage : Stage.values()) {
            if (stage.word().equals(word)) {
                return stage;
            }
        }
        throw wrong("--stage", word, "command, answer or event", spec);
    }

    private static Place place(String text, CommandSpec spec) {
        return Place.parse(text)
                .orElseThrow(
                        () -> wrong("--offset", text, "a partition and an offset, as 3:42", spec));
    }

    private static Instant time(String option, String text, Instant now, CommandSpec spec) {
        Matcher ago = AGO.matcher(text);
        if (ago.matches()) {
            long amount = Long.parseLong(ago.group(1));
            return now.minus(
                    switch (ago.group(2)) {
                        case "s" -> Duration.ofSeconds(amount);
                        case "m" -> Duration.ofMinutes(amount);
                        case "h" -> Duration.ofHours(amount);
                        default -> Duration.ofDays(amount);
                    });
        }
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw wrong(option, text, "a time such as 2026-01-31T12:00:00Z, or 2h", spec);
        }
    }

    /** A value that an option does not take, as the program reports it. */
    static ParameterException wrong(String option, String value, String wanted, CommandSpec spec) {
        return new ParameterException(
                spec.commandLine(), "%s is '%s'; it takes %s".formatted(option, value, wanted));
    }
}
