package io.qqbridge.app;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** Reads a file with a password in it: a small one, and none that never ends. */
final class PasswordFile {
    private static final int MOST = 64 * 1024;

    /** Some editors begin a file with it, and it is no blank. */
    private static final String MARK = "\uFEFF";

    private PasswordFile() {}

    /** It cannot be one; the message is a clause that says why and names no path. */
    static final class UnfitException extends IOException {
        private static final long serialVersionUID = 1;

        UnfitException(String why) {
            super(why);
        }
    }

    /**
     * The text without the blanks and line ends around it. Links are followed.
     *
     * @throws UnfitException if it is no regular file, larger than 64 KB, or empty: whoever writes
     *     it anew may have just begun
     */
    static String read(Path file) throws IOException {
        // Opening a pipe would wait for its writer, and a device may have no end.
        if (!Files.readAttributes(file, BasicFileAttributes.class).isRegularFile()) {
            throw new UnfitException("it is no regular file");
        }
        try (InputStream in = Files.newInputStream(file)) {
            // The size is not asked for beforehand: a file can grow, and those below /proc tell 0.
            byte[] bytes = in.readNBytes(MOST + 1);
            if (bytes.length > MOST) {
                throw new UnfitException("it is larger than 64 KB");
            }
            String text =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            String password = (text.startsWith(MARK) ? text.substring(1) : text).strip();
            if (password.isEmpty()) {
                throw new UnfitException("it is empty");
            }
            return password;
        }
    }
}
