package io.qqbridge.faults;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder on a disk of its own, so small that it can be filled; mounting needs the right to. */
final class SmallDisk implements AutoCloseable {
    private static final String BALLAST = "ballast";

    private final Path folder;

    private SmallDisk(Path folder) {
        this.folder = folder;
    }

    /** Whether this machine lets us. */
    static boolean isPossible() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("qq-bridge-disk");
        try {
            if (run("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", folder.toString()) != 0) {
                return false;
            }
            return run("umount", folder.toString()) == 0;
        } finally {
            Files.delete(folder);
        }
    }

    /** Mounts one, of so many megabytes. */
    static SmallDisk mount(int megabytes) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("qq-bridge-disk");
        String size = "size=%dm".formatted(megabytes);
        if (run("mount", "-t", "tmpfs", "-o", size, "tmpfs", folder.toString()) != 0) {
            throw new IOException("cannot mount a disk on " + folder);
        }
        return new SmallDisk(folder);
    }

    Path folder() {
        return folder;
    }

    /** Takes what is left of it. */
    void fill() throws IOException {
        byte[] block = new byte[4096];
        try (OutputStream ballast = Files.newOutputStream(folder.resolve(BALLAST))) {
            while (folder.toFile().getUsableSpace() > 0) {
                ballast.write(block);
            }
        } catch (IOException e) {
            if (folder.toFile().getUsableSpace() > 0) {
                throw e;
            }
        }
    }

    /** Gives it back, where it was taken. */
    void relieve() throws IOException {
        Files.deleteIfExists(folder.resolve(BALLAST));
    }

    /** Lets nobody write to it any more, or again. */
    void readOnly(boolean only) throws IOException, InterruptedException {
        String mode = only ? "remount,ro" : "remount,rw";
        if (run("mount", "-o", mode, folder.toString()) != 0) {
            throw new IOException("cannot do %s on %s".formatted(mode, folder));
        }
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    @Override
    public void close() throws IOException {
        try {
            // Lazily, because a process that is just ending may still hold a file of it.
            if (run("umount", "-l", folder.toString()) != 0) {
                throw new IOException("cannot unmount " + folder);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Files.delete(folder);
    }
}
