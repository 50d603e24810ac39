package io.qqbridge.protocol;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The lines of vectors.tsv by name. */
final class Vectors {
    record Vector(String name, boolean request, String line) {
        byte[] bytes() {
            return line.getBytes(StandardCharsets.UTF_8);
        }

        Decoded<?> decode() {
            return request ? Request.decode(bytes()) : Answer.decode(bytes());
        }
    }

    static final Map<String, Vector> ALL = load();

    private Vectors() {}

    private static Map<String, Vector> load() {
        try (InputStream file = Vectors.class.getResourceAsStream("/protocol/vectors.tsv")) {
            byte[] bytes = Objects.requireNonNull(file).readAllBytes();
            List<String> rows = new String(bytes, StandardCharsets.UTF_8).lines().skip(1).toList();
            Map<String, Vector> vectors = new LinkedHashMap<>();
            for (String row : rows) {
                List<String> cells = List.of(row.split("\t", 3));
                String name = cells.get(0);
                vectors.put(name, new Vector(name, cells.get(1).equals("request"), cells.get(2)));
            }
            return vectors;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
