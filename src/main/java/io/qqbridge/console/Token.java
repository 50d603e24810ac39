package io.qqbridge.console;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** What a person must know to act. Only its digest is kept, and nothing shows it. */
public final class Token {
    private final byte[] digest;

    private Token(byte[] digest) {
        this.digest = digest;
    }

    public static Token of(String token) {
        return new Token(digest(token));
    }

    /** Whether this is the token; takes as long for any that is not. */
    boolean is(String given) {
        return MessageDigest.isEqual(digest, digest(given));
    }

    private static byte[] digest(String token) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "(secret)";
    }
}
