package io.qqbridge.kubernetes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/**
 * A ConfigMap or a Secret as the kubelet mounts it: each file is a link to one behind {@code
 * ..data}, which is a link to the folder with all of one version. A new version is a new folder,
 * and that link is put in another's place at once.
 */
final class Mount {
    private static final String DATA = "..data";

    private final Path folder;
    private int version;

    Mount(Path folder, Map<String, String> files) throws IOException {
        this.folder = folder;
        Files.createDirectories(folder);
        update(files);
        for (String name : files.keySet()) {
            Files.createSymbolicLink(folder.resolve(name), Path.of(DATA, name));
        }
    }

    /** Other contents of the same files. */
    void update(Map<String, String> files) throws IOException {
        Path fresh = folder.resolve("..2026_11_26_" + version++);
        Files.createDirectory(fresh);
        for (Map.Entry<String, String> file : files.entrySet()) {
            Files.writeString(fresh.resolve(file.getKey()), file.getValue());
        }
        Path link = Files.createSymbolicLink(folder.resolve("..data_tmp"), fresh.getFileName());
        Files.move(link, folder.resolve(DATA), StandardCopyOption.ATOMIC_MOVE);
    }
}
