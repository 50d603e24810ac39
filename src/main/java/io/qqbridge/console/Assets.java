package io.qqbridge.console;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The page's files, which lie in the program. They are read at the start and found by their names
 * alone, so no path leads anywhere else.
 */
final class Assets {
    private static final Map<String, String> TYPES =
            Map.of(
                    "html", "text/html; charset=utf-8",
                    "css", "text/css; charset=utf-8",
                    "js", "text/javascript; charset=utf-8",
                    "svg", "image/svg+xml");

    private static final String[] FILES = {
        "index.html",
        "console.css",
        "icon.svg",
        "main.js",
        "accounts.js",
        "charts.js",
        "drawer.js",
        "letters.js",
        "live.js",
        "parts.js",
        "words.js",
        "vendor/preact-htm.js",
        "vendor/uPlot.css",
        "vendor/uPlot.js"
    };

    private final Map<String, Buffer> files = new LinkedHashMap<>();

    Assets() {
        for (String file : FILES) {
            files.put("/" + file, read(file));
        }
    }

    private static Buffer read(String file) {
        try (InputStream in = Assets.class.getResourceAsStream("/console/" + file)) {
            if (in == null) {
                throw new IllegalStateException("the program lacks its file console/" + file);
            }
            return Buffer.buffer(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Answers with a file, or not at all where there is none of that name. */
    void serve(RoutingContext context, String path) {
        Buffer file = files.get(path.equals("/") ? "/index.html" : path);
        if (file == null) {
            throw new BadRequest(404, "there is no such page; the console is at /console/");
        }
        String name = path.equals("/") ? "index.html" : path;
        context.response()
                .putHeader(
                        HttpHeaders.CONTENT_TYPE,
                        TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "text/plain"))
                .end(file);
    }
}
