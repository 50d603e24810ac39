package io.qqbridge.testing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How a Java process of a test is started: with the tests' own JDK and classes.
 *
 * @param folder where it runs, and so finds its configuration
 * @param main its main class; the program's unless said otherwise
 * @param classPath where its classes are; those of the tests unless said otherwise
 * @param jvm options of its JVM
 * @param environment variables besides those of the tests
 */
public record Launch(
        Path folder,
        String main,
        String classPath,
        List<String> jvm,
        Map<String, String> environment) {
    /** What suits a process that does little and ends soon. */
    private static final List<String> SHORT_LIFE =
            List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    /** The program, in a folder. */
    public static Launch in(Path folder) {
        return new Launch(
                folder,
                "io.qqbridge.Launcher",
                System.getProperty("java.class.path"),
                SHORT_LIFE,
                Map.of());
    }

    /** Another main class. */
    public Launch withMain(Class<?> other) {
        return new Launch(folder, other.getName(), classPath, jvm, environment);
    }

    /** From this jar and those that its manifest names. */
    public Launch from(Path jar) {
        return new Launch(folder, main, jar.toString(), jvm, environment);
    }

    /** With these options of the JVM too. */
    public Launch withJvm(List<String> options) {
        List<String> all = new ArrayList<>(jvm);
        all.addAll(options);
        return onlyWithJvm(all);
    }

    /** With these options of the JVM, and not those that suit a short life. */
    public Launch onlyWithJvm(List<String> options) {
        return new Launch(folder, main, classPath, options, environment);
    }

    /** With these variables. */
    public Launch withEnvironment(Map<String, String> variables) {
        return new Launch(folder, main, classPath, jvm, variables);
    }

    /** Starts it with these arguments. */
    public ProgramProcess start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvm);
        command.add("-cp");
        command.add(classPath);
        command.add(main);
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().putAll(environment);
        return new ProgramProcess(builder.start());
    }
}
