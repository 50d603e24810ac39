package io.qqbridge.app;

import org.jspecify.annotations.Nullable;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the program finds what lies beside it. */
final class Places {
    private Places() {}

    /** A file or folder of this name here, else beside the program; null where there is none. */
    static @Nullable Path find(String name) {
        Path here = Path.of(name);
        if (Files.exists(here) || here.isAbsolute()) {
            return Files.exists(here) ? here : null;
        }
        Path beside = program().resolve(name);
        return Files.exists(beside) ? beside : null;
    }

    /** The folder that the program's jar, or its classes, lie in. */
    private static Path program() {
        try {
            var source = Places.class.getProtectionDomain().getCodeSource();
            Path code = Path.of(source.getLocation().toURI());
            Path folder = code.getParent();
            return folder == null ? code : folder;
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the program's own place has no path", e);
        }
    }
}
