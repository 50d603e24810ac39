package io.qqbridge.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** What the program as a process cannot be asked; for the rest see {@code MisconfigurationTest}. */
class SettingsTest {
    @TempDir private Path folder = Path.of("");

    /** Found by the fuzzer: to find the nearest key took seconds, and the message was as long. */
    @Test
    void anEndlessKeyIsToldByItsEnds() throws Exception {
        Path file = folder.resolve("application.properties");
        Files.writeString(file, "qq." + "x".repeat(1_000_000));

        assertThatThrownBy(() -> Settings.read(file, Map.of()))
                .isInstanceOf(Misconfigured.class)
                .hasMessageStartingWith("unknown key qq.xxx")
                .extracting(Throwable::getMessage, STRING)
                .hasSizeLessThan(1000);
    }

    @ParameterizedTest
    @CsvSource({
        "kafka.bootstrap.server, kafka.bootstrap.servers",
        "kafka.security.protocoll, kafka.security.protocol",
        "kafka.sasl.jass.config, kafka.sasl.jaas.config",
        "kafka.linger_ms, kafka.linger.ms"
    })
    void aMisspeltSettingOfKafkaIsToldToo(String misspelt, String meant) throws Exception {
        Path file = folder.resolve("application.properties");
        Files.writeString(file, misspelt + "=1");

        assertThatThrownBy(() -> Settings.read(file, Map.of()))
                .isInstanceOf(Misconfigured.class)
                .hasMessage(
                        "unknown key %s in %s; did you mean %s?".formatted(misspelt, file, meant));
    }

    @ParameterizedTest
    @ValueSource(strings = {"schema.registry.url", "linger.ms", "interceptor.of.ours", "x"})
    void whatKafkaOrAPluginOfItMayKnowIsPassedOn(String name) throws Exception {
        Path file = folder.resolve("application.properties");
        Files.writeString(file, "kafka." + name + "=5");

        assertThat(Settings.read(file, Map.of()).kafka()).containsEntry(name, "5");
    }

    @Test
    void anEndlessValueIsToldByItsEnds() throws Exception {
        Path file = folder.resolve("application.properties");
        Files.writeString(file, "qq.poll.min=" + "x".repeat(1_000_000));

        assertThatThrownBy(() -> Settings.read(file, Map.of()))
                .hasMessageStartingWith("qq.poll.min is 'xxx")
                .extracting(Throwable::getMessage, STRING)
                .hasSizeLessThan(1000);
    }

    @Test
    void theMarkWithWhichSomeEditorsBeginIsNoPartOfTheFirstKey() throws Exception {
        Path file = folder.resolve("application.properties");
        Files.writeString(file, "\uFEFFqq.command.group=mine\n");

        assertThat(Settings.read(file, Map.of()).get(Key.COMMAND_GROUP)).isEqualTo("mine");
    }

    @ParameterizedTest
    @ValueSource(strings = {"QQ_LOG_FORMAT", "QQ_METRICS_ACCOUNTS"})
    void everyValueIsLookedAtWhenItIsRead(String variable) {
        assertThatThrownBy(() -> Settings.read(null, Map.of(variable, "xml")))
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining("is 'xml'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bridge 0", "..", "bridge/0", "橋"})
    void aMemberThatKafkaWouldRefuseIsNamed(String member) {
        assertThatThrownBy(() -> Settings.read(null, Map.of("QQ_CLUSTER_MEMBER", member)))
                .hasMessage(
                        "qq.cluster.member is '%s'; it takes up to 249 letters, digits, '.', '_' and"
                                + " '-', and not only dots",
                        member);
    }

    @Test
    void severalInstancesNeedAGatewayThatRepeatsItsAnswers() {
        Map<String, String> together =
                Map.of("QQ_CLUSTER_MEMBER", "bridge-0", "QQ_GATEWAY_REPLAYS", "false");

        assertThatThrownBy(() -> Settings.read(null, together))
                .hasMessageStartingWith(
                        "qq.cluster.member and qq.gateway.replays=false do not go together");
    }

    @Test
    void theConsolesTokenIsNeitherRepeatedNorThereForRoutes() throws Exception {
        Path file = folder.resolve("application.properties");
        Files.writeString(file, "qq.console.token=too short");
        assertThatThrownBy(() -> Settings.read(file, Map.of()))
                .hasMessage(
                        "qq.console.token takes 16 to 200 letters, digits and signs, without blanks");

        Settings settings =
                Settings.read(null, Map.of("QQ_CONSOLE_TOKEN", "a-token-for-the-tests"));

        assertThat(settings.consoleToken()).isPresent();
        assertThat(settings.consoleToken().toString()).doesNotContain("token-for");
        assertThat(settings.forRoutes().toString()).doesNotContain("token-for");
    }
}
