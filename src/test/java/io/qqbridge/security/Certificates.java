package io.qqbridge.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;

/** An authority, a broker's certificate that it signed, and a truststore with it, in a folder. */
record Certificates(Path keystore, Path truststore) {
    static final String PASSWORD = "changeit";

    /** Makes them anew with the JDK's own keytool. */
    static Certificates in(Path folder, String authority) throws Exception {
        Path keystore = folder.resolve(authority + "-keystore.p12");
        Path truststore = folder.resolve(authority + "-truststore.p12");
        generate(keystore, "ca", "CN=" + authority, "-ext", "bc:c");
        generate(
                keystore,
                "broker",
                "CN=broker",
                "-signer",
                "ca",
                "-ext",
                "san=ip:127.0.0.1,dns:localhost");
        KeyStore both = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keystore)) {
            both.load(in, PASSWORD.toCharArray());
        }
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("ca", both.getCertificate("ca"));
        // A broker shows the last key it has; there must be no other than its own.
        both.deleteEntry("ca");
        write(both, keystore);
        write(trusted, truststore);
        return new Certificates(keystore, truststore);
    }

    private static void generate(Path keystore, String alias, String name, String... more)
            throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.add("-J-XX:TieredStopAtLevel=1");
        command.addAll(List.of("-genkeypair", "-keyalg", "EC", "-groupname", "secp256r1"));
        command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD));
        command.addAll(List.of("-keystore", keystore.toString(), "-alias", alias));
        command.addAll(List.of("-dname", name, "-validity", "2"));
        command.addAll(List.of(more));
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(keytool.waitFor()).as(said).isZero();
    }

    private static void write(KeyStore store, Path file) throws Exception {
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, PASSWORD.toCharArray());
        }
    }
}
