package io.qqbridge.security;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A folder with the two files that the program is configured by. */
record ConfigurationFolder(Path folder) {
    /** Its {@code application.properties}. */
    Path properties() {
        return folder.resolve("application.properties");
    }

    /** Writes {@code application.properties} with what every bridge of these tests has. */
    void configure(String gateway, int kafka, int management) throws IOException {
        Files.writeString(
                properties(),
                """
                qq.gateway.url=%s
                qq.poll.min=50ms
                qq.poll.max=200ms
                qq.management.port=%d
                qq.topics.partitions=1
                qq.routes.dir=%s
                kafka.bootstrap.servers=127.0.0.1:%d
                """
                        .formatted(gateway, management, Path.of("routes").toAbsolutePath(), kafka));
    }

    /** Adds lines to {@code application.properties}. */
    void add(String lines) throws IOException {
        Files.writeString(properties(), lines, StandardOpenOption.APPEND);
    }

    /** Writes {@code accounts.yaml} with these accounts. */
    void accounts(String lines) throws IOException {
        Files.writeString(folder.resolve("accounts.yaml"), "accounts:\n" + lines + "\n");
    }
}
