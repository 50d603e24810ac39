package io.qqbridge.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A target that reads a file. */
record FileTarget(String name, List<byte[]> seeds, List<String> tokens, Reading reading)
        implements Target {
    /** What reads the file; otherwise as {@link Target#read}. */
    interface Reading {
        String read(Path file) throws Exception;
    }

    @Override
    public String read(byte[] input) throws Exception {
        Path folder = Files.createDirectories(Findings.FOLDER.resolve("scratch"));
        Path file = folder.resolve(name);
        Files.write(file, input);
        return reading.read(file);
    }

    /** The content of the files as seeds. */
    static List<byte[]> contents(List<Path> files) {
        return files.stream().map(FileTarget::content).toList();
    }

    static byte[] content(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
