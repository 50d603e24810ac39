package io.qqbridge.gateway.tqq;

import io.qqbridge.gateway.Secret;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * The password's MD5, which each login tells the gateway, where the gateway says it back. It is
 * taken out before anybody sees the answer, for everything that comes after this may be written
 * somewhere: a reason, a dead letter, the journal.
 */
final class Echo {
    private static final byte[] HIDDEN = "(hidden)".getBytes(StandardCharsets.US_ASCII);

    private final byte[] md5;

    Echo(Secret secret) {
        md5 = secret.md5().getBytes(StandardCharsets.US_ASCII);
    }

    /** A text without it. */
    String hiddenIn(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        byte[] shown = hiddenIn(bytes);
        return shown == bytes ? text : new String(shown, StandardCharsets.UTF_8);
    }

    /**
     * Bytes without it, in either letter case and however often its digits are escaped; these very
     * bytes where it is not there.
     */
    byte[] hiddenIn(byte[] bytes) {
        ByteArrayOutputStream shown = new ByteArrayOutputStream(0);
        int done = 0;
        int at = 0;
        while (at < bytes.length) {
            int end = end(bytes, at);
            if (end < 0) {
                at++;
            } else {
                shown.write(bytes, done, at - done);
                shown.writeBytes(HIDDEN);
                done = end;
                at = end;
            }
        }
        if (done == 0) {
            return bytes;
        }
        shown.write(bytes, done, bytes.length - done);
        return shown.toByteArray();
    }

    /** Where the MD5 that starts at a place ends, or -1 if none starts there. */
    private int end(byte[] bytes, int start) {
        int at = start;
        for (int i = 0; i < md5.length && at >= 0; i++) {
            at = afterDigit(bytes, at, md5[i]);
        }
        return at;
    }

    /** Behind one hex digit: as it is, or as {@code %36}, {@code %2536} and so on; else -1. */
    private static int afterDigit(byte[] bytes, int start, byte digit) {
        if (start >= bytes.length) {
            return -1;
        }
        if (bytes[start] != '%') {
            return isSame(bytes[start], digit) ? start + 1 : -1;
        }
        int at = start + 1;
        while (at + 1 < bytes.length && bytes[at] == '2' && bytes[at + 1] == '5') {
            at += 2;
        }
        if (at + 1 >= bytes.length) {
            return -1;
        }
        // The codes of hex digits, 30 to 39, 41 to 46 and 61 to 66, have no letters themselves.
        int code = Character.digit(bytes[at], 16) << 4 | Character.digit(bytes[at + 1], 16);
        return isSame(code, digit) ? at + 2 : -1;
    }

    private static boolean isSame(int given, byte digit) {
        return given == digit || (digit >= 'a' && given == digit - 'a' + 'A');
    }
}
