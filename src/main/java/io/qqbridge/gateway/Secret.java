package io.qqbridge.gateway;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * A password's MD5, which is as good as the password: it has no {@code toString} that shows it, and
 * leaves this object for the login line alone.
 */
public final class Secret {
    private static final Pattern MD5 = Pattern.compile("[0-9a-fA-F]{32}");

    private final String md5;

    private Secret(String md5) {
        this.md5 = md5;
    }

    /** Of a password: MD5 of its bytes in UTF-8. */
    public static Secret ofPassword(String password) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("MD5")
                            .digest(password.getBytes(StandardCharsets.UTF_8));
            return new Secret(HexFormat.of().formatHex(digest));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has MD5", e);
        }
    }

    /**
     * Of the MD5 itself.
     *
     * @throws IllegalArgumentException when it is not 32 hex digits; the message does not repeat it
     */
    public static Secret ofMd5(String md5) {
        if (!MD5.matcher(md5).matches()) {
            throw new IllegalArgumentException("not an MD5 of 32 hex digits");
        }
        return new Secret(md5.toLowerCase(java.util.Locale.ROOT));
    }

    /** The MD5 in lower-case hex, for the login line. */
    public String md5() {
        return md5;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && secret.md5.equals(md5);
    }

    @Override
    public int hashCode() {
        return md5.hashCode();
    }

    @Override
    public String toString() {
        return "(secret)";
    }
}
