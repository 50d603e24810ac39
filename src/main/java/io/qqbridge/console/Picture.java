package io.qqbridge.console;

import org.jspecify.annotations.Nullable;

import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;

/** A picture that came from the network, if it is one of pixels alone. */
final class Picture {
    /** What files of these kinds begin with, in hex. */
    private static final Map<String, String> KINDS =
            Map.of(
                    "424d", "image/bmp",
                    "47494638", "image/gif",
                    "ffd8ff", "image/jpeg",
                    "89504e47", "image/png");

    private Picture() {}

    /** A URL that holds the picture; null where there is none, or none that a page should show. */
    static @Nullable String dataUrl(@Nullable String hex) {
        if (hex == null) {
            return null;
        }
        byte[] bytes;
        try {
            bytes = HexFormat.of().parseHex(hex);
        } catch (IllegalArgumentException e) {
            return null;
        }
        String start = HexFormat.of().formatHex(bytes, 0, Math.min(4, bytes.length));
        return KINDS.entrySet().stream()
                .filter(kind -> start.startsWith(kind.getKey()))
                .map(kind -> "data:%s;base64,%s".formatted(kind.getValue(), encoded(bytes)))
                .findFirst()
                .orElse(null);
    }

    private static String encoded(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
