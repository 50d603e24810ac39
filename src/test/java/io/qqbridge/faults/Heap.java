package io.qqbridge.faults;

import io.qqbridge.testing.ProgramProcess;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a process really needs of its heap. */
final class Heap {
    private static final Pattern USED = Pattern.compile("used (\\d+)K");

    private Heap() {}

    /** The kilobytes in use after everything that is garbage has gone. */
    static long kilobytes(ProgramProcess process) throws IOException, InterruptedException {
        ask(process, "GC.run");
        Matcher used = USED.matcher(ask(process, "GC.heap_info"));
        if (!used.find()) {
            throw new IllegalStateException("the JVM does not tell how much heap it uses");
        }
        return Long.parseLong(used.group(1));
    }

    private static String ask(ProgramProcess process, String what)
            throws IOException, InterruptedException {
        Process jcmd =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                                Long.toString(process.pid()),
                                what)
                        .redirectErrorStream(true)
                        .start();
        String said = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int exit = jcmd.waitFor();
        if (exit != 0) {
            throw new IOException("jcmd %s ended with %d: %s".formatted(what, exit, said));
        }
        return said;
    }
}
