package io.qqbridge.program;

import static org.assertj.core.api.Assertions.assertThat;

import io.qqbridge.testing.ProgramProcess;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Whatever is wrong with the configuration, the program says so in one line and ends. */
class MisconfigurationTest {
    private static final String CANARY = "c4n4ry-p4ssw0rd";

    @TempDir private Path folder = Path.of("");
    private ServerSocket taken;
    private final List<String> said = new ArrayList<>();

    @BeforeEach
    void aConfigurationThatIsRight() throws IOException {
        taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        config("kafka.bootstrap.servers=127.0.0.1:1", "qq.gateway.url=http://127.0.0.1:1");
        accounts("  - {uin: 10001, password: %s}".formatted(CANARY));
    }

    @AfterEach
    void noLineRepeatsAPassword() throws IOException {
        assertThat(said).noneMatch(line -> line.contains(CANARY));
        taken.close();
    }

    @Test
    void anUnknownKeyIsNamedWithTheNearestKnownOne() throws Exception {
        config("qq.pol.min=1s");
        assertThat(run())
                .contains("qq.pol.min")
                .contains("application.properties")
                .contains("qq.poll.min");
    }

    @Test
    void aWrongValueIsNamedWithWhatTheKeyTakes() throws Exception {
        config("qq.poll.min=fast");
        assertThat(run()).contains("qq.poll.min").contains("'fast'").contains("500ms");
    }

    @Test
    void aGatewayUrlThatCarriesAPasswordIsRefused() throws Exception {
        config("qq.gateway.url=http://somebody:%s@127.0.0.1:8000".formatted(CANARY));
        assertThat(run()).contains("qq.gateway.url").contains("take it out");
    }

    @Test
    void aGatewayUrlThatIsNoneIsExplained() throws Exception {
        config("qq.gateway.url=ftp://127.0.0.1");
        assertThat(run()).contains("qq.gateway.url").contains("http://127.0.0.1:8000");
    }

    @Test
    void aCollectorsUrlIsLookedAtBeforeAnythingStarts() throws Exception {
        config("qq.tracing.endpoint=127.0.0.1:4318");
        assertThat(run()).contains("qq.tracing.endpoint").contains("4318/v1/traces");
        config("qq.tracing.endpoint=http://somebody:%s@127.0.0.1:4318".formatted(CANARY));
        assertThat(run()).contains("qq.tracing.endpoint").contains("take it out");
        config("qq.tracing.endpoint=http://127.0.0.1:4318/?token=" + CANARY);
        assertThat(run()).contains("qq.tracing.endpoint").contains("4318/v1/traces");
    }

    @Test
    void aWrongValueInTheEnvironmentIsNamedToo() throws Exception {
        assertThat(refused(Map.of("QQ_MANAGEMENT_PORT", "99999"), "run"))
                .contains("qq.management.port")
                .contains("65535");
    }

    @Test
    void aMissingConfigurationFileIsNamed() throws Exception {
        assertThat(refused("run", "--config", "nowhere.properties"))
                .contains("nowhere.properties")
                .contains("no such file")
                .contains("--config");
    }

    @Test
    void aMissingAccountsFileIsNamed() throws Exception {
        Files.delete(folder.resolve("accounts.yaml"));
        assertThat(run())
                .contains("accounts.yaml")
                .contains("no such file")
                .contains("qq.accounts.file");
    }

    @Test
    void malformedYamlIsNamedWithItsPlace() throws Exception {
        Files.writeString(folder.resolve("accounts.yaml"), "accounts:\n  - {uin: 1, password: [\n");
        assertThat(run()).contains("accounts.yaml").contains("not YAML").contains("line ");
    }

    @Test
    void anAccountsFileWithoutAListIsExplained() throws Exception {
        Files.writeString(folder.resolve("accounts.yaml"), "people: []\n");
        assertThat(run()).contains("accounts.yaml").contains("'accounts:'");
    }

    @Test
    void anAccountThatStandsThereTwiceIsNamed() throws Exception {
        accounts("  - {uin: 10001, password: a}", "  - {uin: 10001, password: b}");
        assertThat(run()).contains("account 2").contains("account 1 too").doesNotContain("10001");
    }

    @Test
    void anAccountWithoutAPasswordIsNamed() throws Exception {
        accounts("  - {uin: 10001}");
        assertThat(run()).contains("account 1").contains("password-file");
    }

    @Test
    void aPasswordThatYamlTakesForANumberIsNamedAndNotRepeated() throws Exception {
        accounts("  - {uin: 10001, password: 0123}");
        assertThat(run()).contains("account 1").contains("password").contains("quotes");
    }

    @Test
    void anAccountWithTwoPasswordsIsNamed() throws Exception {
        accounts("  - {uin: 10001, password: %s, password-md5: %s}".formatted(CANARY, CANARY));
        assertThat(run()).contains("account 1").contains("only one");
    }

    @Test
    void anMd5ThatIsNoneIsNamedAndNotRepeated() throws Exception {
        accounts("  - {uin: 10001, password-md5: %s}".formatted(CANARY));
        assertThat(run()).contains("account 1").contains("password-md5").contains("32 hex digits");
    }

    @Test
    void aMissingPasswordFileIsNamed() throws Exception {
        accounts("  - {uin: 10001, password-file: secret.txt}");
        assertThat(run()).contains("account 1").contains("password-file").contains("no such file");
    }

    @Test
    void anUnknownFieldOfAnAccountIsNamed() throws Exception {
        accounts("  - {uin: 10001, pasword: x}");
        assertThat(run()).contains("account 1").contains("pasword");
    }

    @Test
    void aManagementPortInUseIsNamedWithItsKey() throws Exception {
        config("qq.management.port=" + taken.getLocalPort());
        assertThat(run())
                .contains(Integer.toString(taken.getLocalPort()))
                .contains("in use")
                .contains("qq.management.port");
    }

    @Test
    void aBrokersPortInUseIsNamedWithItsOption() throws Exception {
        assertThat(refused("broker", "--port", Integer.toString(taken.getLocalPort())))
                .contains(Integer.toString(taken.getLocalPort()))
                .contains("--port");
    }

    @Test
    void aPortThatIsNoneIsNamedWithItsOption() throws Exception {
        assertThat(refused("broker", "--port", "70000")).contains("--port is 70000");
        assertThat(refused("simulator", "--control-port", "-1")).contains("--control-port must");
    }

    @Test
    void aJournalThatCouldNotBeReadIntoTheHeapIsRefused() throws Exception {
        config("qq.journal.max=64GB");
        assertThat(run()).contains("qq.journal.max").contains("-Xmx");
    }

    @Test
    void aSimulatorsPortInUseIsNamedWithItsOption() throws Exception {
        assertThat(refused("simulator", "--port", Integer.toString(taken.getLocalPort())))
                .contains(Integer.toString(taken.getLocalPort()))
                .contains("--port");
    }

    @Test
    void aFolderWithoutRoutesIsNamed() throws Exception {
        config("qq.routes.dir=paths");
        assertThat(run()).contains("paths").contains("qq.routes.dir");
    }

    @Test
    void aBrokenRouteIsNamedWithItsFile() throws Exception {
        Files.createDirectory(folder.resolve("mine"));
        Files.writeString(
                folder.resolve("mine/broken.yaml"), "- route:\n    from:\n      uri: [\n");
        config("qq.routes.dir=mine");
        assertThat(run()).contains("broken.yaml");
    }

    @Test
    void aKafkaThatCannotBeWithTheseSettingsIsNamed() throws Exception {
        config("kafka.bootstrap.servers=no-such-host.invalid:9092");
        assertThat(run()).contains("no-such-host.invalid").contains("kafka.");
    }

    @Test
    void aWrongOptionIsNamed() throws Exception {
        assertThat(refused("simulator", "--prot", "1")).contains("--prot").contains("--help");
    }

    @Test
    void anUnknownCommandIsNamed() throws Exception {
        assertThat(refused("rum")).contains("rum").contains("--help");
    }

    @Test
    void checkSaysThatNeitherKafkaNorTheGatewayCanBeReached() throws Exception {
        try (ProgramProcess check = ProgramProcess.start(folder, "check")) {
            assertThat(check.awaitExit()).isEqualTo(1);
            assertThat(check.out())
                    .satisfiesExactly(
                            line -> assertThat(line).contains("configuration").contains("ok"),
                            line ->
                                    assertThat(line)
                                            .contains("127.0.0.1:1")
                                            .contains("kafka.bootstrap.servers"),
                            line ->
                                    assertThat(line)
                                            .contains("http://127.0.0.1:1")
                                            .contains("qq.gateway.url"));
        }
    }

    private String run() throws Exception {
        return refused("run");
    }

    private String refused(String... arguments) throws Exception {
        return refused(Map.of(), arguments);
    }

    /** The one line that the program says before it ends with an error. */
    private String refused(Map<String, String> environment, String... arguments) throws Exception {
        try (ProgramProcess program = ProgramProcess.start(folder, environment, arguments)) {
            assertThat(program.awaitExit()).isNotZero();
            said.addAll(program.lines());
            assertThat(program.out()).isEmpty();
            assertThat(program.err()).hasSize(1);
            String line = program.err().getFirst();
            assertThat(line).startsWith("qq-bridge: ").doesNotContain("Exception");
            return line;
        }
    }

    /**
     * The routes that ship, no port that something else may have, and these lines; of a key that
     * stands twice, the last counts.
     */
    private void config(String... lines) throws IOException {
        Files.writeString(
                folder.resolve("application.properties"),
                "qq.management.port=0%nqq.routes.dir=%s%n%s"
                        .formatted(Path.of("routes").toAbsolutePath(), String.join("\n", lines)));
    }

    private void accounts(String... lines) throws IOException {
        Files.writeString(
                folder.resolve("accounts.yaml"), "accounts:\n" + String.join("\n", lines) + "\n");
    }
}
