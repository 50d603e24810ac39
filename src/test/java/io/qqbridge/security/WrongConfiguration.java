package io.qqbridge.security;

import static io.qqbridge.security.Planted.PASSWORD;

import io.qqbridge.testing.Ports;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A configuration with a secret at a wrong place: nobody repeats it, whether the mistake is found
 * or not.
 *
 * @param accounts the lines of {@code accounts.yaml}
 * @param properties what {@code application.properties} says besides the usual
 */
record WrongConfiguration(String accounts, String properties) {
    private static final String JAAS =
            "kafka.security.protocol=SASL_PLAINTEXT\nkafka.sasl.mechanism=PLAIN\n"
                    + "kafka.sasl.jaas.config=org.apache.kafka.common.security.plain."
                    + "PlainLoginModule required username=\"me\" password=\"";
    private static final String KEYSTORE =
            "kafka.security.protocol=SSL\nkafka.ssl.keystore.password=%s\n"
                    + "kafka.ssl.keystore.location=nowhere.p12";

    /** All of them. */
    static List<WrongConfiguration> all() throws Exception {
        return List.of(
                ofAccounts("  - {uin: 10001, password:%s}"),
                ofAccounts("  - {uin: 10001, %s}"),
                ofAccounts("  - {uin: 10001, password: [%s"),
                ofAccounts("  - {uin: 10001, password-file: %s}"),
                ofAccounts("  - {uin: 10001, password-md5: %s}"),
                ofAccounts("  - {uin: %s, password: demo}"),
                ofAccounts("  - {uin: 10001, password: demo, state: %s}"),
                ofProperties("qq.gateway.url=http://me:%s@host name:80"),
                ofProperties(JAAS + "%s\";"),
                ofProperties(JAAS + "x\" %s;"),
                ofProperties(KEYSTORE));
    }

    private static WrongConfiguration ofAccounts(String lines) {
        return new WrongConfiguration(lines.formatted(PASSWORD), "");
    }

    private static WrongConfiguration ofProperties(String lines) throws Exception {
        return new WrongConfiguration(GoodAccounts.lines(), lines.formatted(PASSWORD));
    }

    /** Writes each to a folder of its own, {@code wrong0} and so on, and gives what to start. */
    static List<String> commandsIn(Path folder) throws Exception {
        List<WrongConfiguration> all = all();
        List<String> commands = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            Path place = Files.createDirectories(folder.resolve("wrong" + i));
            ConfigurationFolder configuration = new ConfigurationFolder(place);
            configuration.configure("http://127.0.0.1:1", Ports.free(), 0);
            configuration.add(all.get(i).properties());
            configuration.accounts(all.get(i).accounts());
            commands.add(
                    (i % 2 == 0 ? "check" : "run") + " --config " + configuration.properties());
        }
        return commands;
    }
}
