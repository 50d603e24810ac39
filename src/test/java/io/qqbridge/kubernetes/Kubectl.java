package io.qqbridge.kubernetes;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The machine's {@code kubectl}, which may not be there. */
final class Kubectl {
    /** The first with a Kustomize that knows what stands in the overlays. */
    private static final int OLDEST = 27;

    private static final Pattern VERSION = Pattern.compile("Client Version: v1\\.([0-9]+)");

    private Kubectl() {}

    /** Whether there is one that is new enough. */
    static boolean isThere() throws IOException, InterruptedException {
        boolean found =
                Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                        .anyMatch(folder -> Path.of(folder, "kubectl").toFile().canExecute());
        if (!found) {
            return false;
        }
        Matcher version = VERSION.matcher(run("version", "--client"));
        return version.find() && Integer.parseInt(version.group(1)) >= OLDEST;
    }

    /** What an overlay becomes. */
    static List<Manifest> render(Path overlay) throws IOException, InterruptedException {
        return Manifest.read(overlay.toString(), run("kustomize", overlay.toString()));
    }

    private static String run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("kubectl"));
        command.addAll(List.of(arguments));
        Path errors = Path.of("target", "kubectl.txt");
        Process process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new AssertionError("%s failed: %s".formatted(command, Files.readString(errors)));
        }
        return said;
    }
}
