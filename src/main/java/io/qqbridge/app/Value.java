package io.qqbridge.app;

import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a key is set to, and how it is read; one that cannot be says what the key takes. */
record Value(Key key, String text) {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h)");
    private static final Pattern SIZE = Pattern.compile("([1-9]\\d{0,5})(KB|MB|GB)");
    private static final Duration LONGEST = Duration.ofDays(365);

    /** Such as 500ms, 10s, 5m or 1h: above zero, a year at most. */
    Duration duration() throws Misconfigured {
        Duration duration = durationOrNone();
        if (duration.isZero()) {
            throw wrong("a duration above zero, of 8760h at most");
        }
        return duration;
    }

    /** The same, but may be zero. */
    Duration durationOrNone() throws Misconfigured {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            throw wrong("a duration such as 500ms, 10s, 5m or 1h");
        }
        long amount = Long.parseLong(matcher.group(1));
        Duration duration =
                switch (matcher.group(2)) {
                    case "ms" -> Duration.ofMillis(amount);
                    case "s" -> Duration.ofSeconds(amount);
                    case "m" -> Duration.ofMinutes(amount);
                    default -> Duration.ofHours(amount);
                };
        // Clocks count in nanoseconds, which a long holds some centuries of.
        if (duration.compareTo(LONGEST) > 0) {
            throw wrong("a duration of 8760h at most");
        }
        return duration;
    }

    /** Bytes, such as 512KB, 64MB or 1GB. */
    long size() throws Misconfigured {
        Matcher matcher = SIZE.matcher(text);
        if (!matcher.matches()) {
            throw wrong("a size such as 512KB, 64MB or 1GB");
        }
        long unit =
                switch (matcher.group(2)) {
                    case "KB" -> 1024L;
                    case "MB" -> 1024L * 1024;
                    default -> 1024L * 1024 * 1024;
                };
        return Long.parseLong(matcher.group(1)) * unit;
    }

    boolean isTrue() throws Misconfigured {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw wrong("true or false");
        };
    }

    int number(int least, int most) throws Misconfigured {
        Misconfigured wrong = wrong("a number from %d to %d".formatted(least, most));
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw wrong;
        }
        throw wrong;
    }

    /** A URL of http or https, without a query or a user. */
    URI url() throws Misconfigured {
        Misconfigured wrong = wrong("a URL such as " + example());
        URI url;
        try {
            url = URI.create(text);
        } catch (IllegalArgumentException e) {
            throw wrong;
        }
        if (url.getRawUserInfo() != null) {
            // Not repeated: logs name the gateway, and this may be a password.
            throw new Misconfigured(
                    "%s carries a user name, of which the protocol knows nothing; take it out"
                            .formatted(key.key()));
        }
        boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
        if (!http || url.getHost() == null || url.getRawQuery() != null) {
            throw wrong;
        }
        return url;
    }

    private String example() {
        return key == Key.TRACING_ENDPOINT ? "http://127.0.0.1:4318/v1/traces" : key.byDefault();
    }

    /** A file or folder; a relative name is relative to this one. */
    Path path(Path folder) throws Misconfigured {
        try {
            return folder.resolve(text);
        } catch (InvalidPathException e) {
            throw wrong("a name that this system's files can have");
        }
    }

    Misconfigured wrong(String wanted) {
        boolean isUrl = key == Key.GATEWAY_URL || key == Key.TRACING_ENDPOINT;
        if (isUrl && text.matches(".*[@?].*")) {
            // Not repeated: what stands before an @ or behind a ? may be a password.
            return new Misconfigured("%s is wrong; it takes %s".formatted(key.key(), wanted));
        }
        return new Misconfigured("%s is '%s'; it takes %s".formatted(key.key(), text, wanted));
    }
}
