package io.qqbridge.security;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Strings that must not be found, in any form in which something may have written them. */
final class Canary {
    private final List<String> forms = new ArrayList<>();

    /** A password: itself, its MD5, and Base64 of it. */
    Canary password(String password) throws Exception {
        forms.add(lower(password));
        forms.add(md5(password));
        forms.add(lower(Base64.getEncoder().withoutPadding().encodeToString(bytes(password))));
        return this;
    }

    /** A text as it is. */
    Canary text(String text) {
        forms.add(lower(text));
        return this;
    }

    static String md5(String password) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes(password)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    /** Where they stand in a text: some of the line, for whoever has to find out who wrote it. */
    List<String> foundIn(String what, String content) {
        String lower = lower(content);
        List<String> found = new ArrayList<>();
        for (String form : forms) {
            int at = lower.indexOf(form);
            if (at >= 0) {
                found.add(
                        "%s in %s: %s"
                                .formatted(
                                        form,
                                        what,
                                        content.substring(
                                                Math.max(0, content.lastIndexOf('\n', at)),
                                                Math.min(content.length(), at + form.length()))));
            }
        }
        return found;
    }

    /** Where they stand in the files below a folder, but those of these names. */
    List<String> foundBelow(Path folder, Set<String> but) throws IOException {
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                boolean left = false;
                for (Path part : folder.relativize(file)) {
                    left |= but.contains(part.toString());
                }
                if (!left) {
                    found.addAll(foundIn(folder.relativize(file).toString(), file));
                }
            }
        }
        return found;
    }

    /** The same in a file, which may be larger than the memory: each of them once. */
    List<String> foundIn(String what, Path file) throws IOException {
        Map<String, String> found = new LinkedHashMap<>();
        try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
            lines.forEach(
                    line -> {
                        String lower = lower(line);
                        for (String form : forms) {
                            int at = lower.indexOf(form);
                            if (at >= 0) {
                                String shown = line.substring(Math.max(0, at - 200), at);
                                found.putIfAbsent(
                                        form, "%s in %s: %s…".formatted(form, what, shown));
                            }
                        }
                    });
        }
        return new ArrayList<>(found.values());
    }
}
