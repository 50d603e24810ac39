package io.qqbridge.fuzz;

import static io.qqbridge.fuzz.Targets.require;
import static io.qqbridge.fuzz.Targets.requireOneLine;

import io.qqbridge.app.AccountsFile;
import io.qqbridge.app.Key;
import io.qqbridge.app.Misconfigured;
import io.qqbridge.app.Settings;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The files of the operator: whatever is in them, the program starts or says in one line why not.
 */
final class ConfigurationTargets {
    private static final String ENVIRONMENT = "\n#environment\n";

    private ConfigurationTargets() {}

    /** The properties, and behind a comment that says so, the environment. */
    static Target settings() {
        String defaults =
                Stream.of(Key.values())
                        .map(key -> key.key() + "=" + key.byDefault())
                        .collect(Collectors.joining("\n"));
        return new FileTarget(
                "settings",
                Targets.seeds(
                        "settings",
                        Stream.of(
                                defaults,
                                "qq.gateway.url: https://[::1]:8000/path\nqq.poll.min = 1s\nqq.poll.max=1s",
                                "! comment\nqq.reply.topics=a,\\\n  b , c\nmy.key=\\u4f60\\t{{x}}\ncamel.main.name=x",
                                "kafka.bootstrap.servers=a:1,b:2\nkafka.security.protocol=SASL_SSL"
                                        + ENVIRONMENT
                                        + "QQ_POLL_MIN=2h\nKAFKA_BOOTSTRAP_SERVERS=c:3",
                                "qq.topics.partitions=1"
                                        + ENVIRONMENT
                                        + "QQ_MANAGEMENT_PORT=0\nQQ_ACCOUNTS_FILE=/a")),
                Stream.concat(
                                Stream.of(Key.values()).map(Key::key),
                                Stream.of(
                                        "=",
                                        ":",
                                        "#",
                                        "!",
                                        "\\\n",
                                        "\\u",
                                        "ms",
                                        "s",
                                        "m",
                                        "h",
                                        "999999999h",
                                        "http://",
                                        "https://user:word@",
                                        "[::1]",
                                        "?",
                                        "/",
                                        ENVIRONMENT,
                                        "QQ_POLL_MAX=",
                                        "qq."))
                        .toList(),
                ConfigurationTargets::readSettings);
    }

    static Target accounts() {
        return new FileTarget(
                "accounts",
                Targets.seeds(
                        "accounts",
                        Stream.of(
                                "accounts:\n  - {uin: 10001, password: demo, alias: one}\n  - {uin: 10002, password: demo}\n",
                                "accounts:\n- uin: \"10001\"\n  password-md5: e10adc3949ba59abbe56e057f20f883e\n  state: busy\n",
                                "---\n# more\naccounts:\n  - uin: 1\n    password: |\n      a\n      b\n    enabled: false\n...\n",
                                "x: &a {uin: 7, password: 'it''s'}\naccounts: [*a, {uin: 8, password: \"\\u4f60\", enabled: true}]\n",
                                "accounts: [{uin: 9, password-file: nowhere, state: invisible}]",
                                "accounts: []")),
                Stream.of(
                                "accounts: uin: password: password-file: password-md5: alias: state: enabled: true false no",
                                "online busy invisible - {  } [ ] : ? | > & * &a *a << !!binary !!int !!float !!set !x %YAML",
                                "--- ... # ~ .inf .nan 0b1 0o7 1_0 2026-01-01 \\x00 \\u2028")
                        .flatMap(line -> Stream.of(line.split(" +")))
                        .toList(),
                ConfigurationTargets::readAccounts);
    }

    private static String readSettings(Path file) throws Exception {
        String[] parts = Files.readString(file, StandardCharsets.ISO_8859_1).split(ENVIRONMENT, 2);
        Files.writeString(file, parts[0], StandardCharsets.ISO_8859_1);
        try {
            Settings settings =
                    Settings.read(file, parts.length < 2 ? Map.of() : environment(parts[1]));
            Path accounts = settings.accountsFile();
            Path routes = Path.of(settings.get(Key.ROUTES_DIR));
            requireCountable(settings.sessions().rosterInterval());
            requireCountable(settings.gatewayTimeout());
            return "good %s %s %d"
                    .formatted(
                            accounts.isAbsolute(),
                            routes.isAbsolute(),
                            Math.min(settings.replyTopics().size(), 3));
        } catch (Misconfigured e) {
            requireOneLine(String.valueOf(e.getMessage()));
            return Targets.kind(e);
        }
    }

    /** The sessions' clock counts in nanoseconds. */
    private static void requireCountable(Duration duration) {
        require(
                duration.compareTo(Duration.ofNanos(Long.MAX_VALUE)) < 0,
                "a duration that overflows: " + duration);
    }

    /** What an environment can hold has no NUL in it. */
    private static Map<String, String> environment(String lines) {
        Map<String, String> environment = new HashMap<>();
        Arrays.stream(lines.split("\n", -1))
                .map(line -> line.replace("\0", "").split("=", 2))
                .forEach(pair -> environment.put(pair[0], pair.length < 2 ? "" : pair[1]));
        return environment;
    }

    private static String readAccounts(Path file) throws Exception {
        try {
            return "%d accounts".formatted(new AccountsFile(file).read().size());
        } catch (Misconfigured e) {
            requireOneLine(String.valueOf(e.getMessage()));
            return Targets.kind(e);
        }
    }
}
