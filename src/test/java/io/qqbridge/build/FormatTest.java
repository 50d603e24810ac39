package io.qqbridge.build;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Holds every source file to google-java-format, AOSP style. It runs here and not as a Maven plugin
 * because the formatter parses with the compiler of the JDK it runs on, and Maven itself may run on
 * 17. {@code mvn -q test -Dtest=FormatTest -Dformat.write} mends what it finds.
 */
class FormatTest {
    private final Formatter formatter =
            new Formatter(
                    JavaFormatterOptions.builder().style(JavaFormatterOptions.Style.AOSP).build());

    @Test
    void everySourceFileIsFormatted() throws Exception {
        boolean write = System.getProperty("format.write") != null;
        List<Path> unformatted = new ArrayList<>();
        try (var files = Files.walk(Path.of("src"))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
                String source = Files.readString(file);
                String wanted = format(source);
                if (!wanted.equals(source)) {
                    unformatted.add(file);
                    if (write) {
                        Files.writeString(file, wanted);
                    }
                }
            }
        }
        if (!write) {
            assertThat(unformatted)
                    .as("unformatted; `mvn -q test -Dtest=FormatTest -Dformat.write` mends them")
                    .isEmpty();
        }
    }

    private String format(String source) throws FormatterException, IOException {
        String imports = RemoveUnusedImports.removeUnusedImports(source);
        return formatter.formatSource(
                ImportOrderer.reorderImports(imports, JavaFormatterOptions.Style.AOSP));
    }
}
