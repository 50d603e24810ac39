package io.qqbridge.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.qqbridge.event.EventKind;
import io.qqbridge.testing.BridgeTest;
import io.qqbridge.testing.KafkaForTests;
import io.qqbridge.testing.RunningBridge;
import io.qqbridge.testing.Seen;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

@BridgeTest
class AccountsRereadTest {
    private final RunningBridge bridge;
    private final String stays;
    private final String goes;
    private final String comes;

    AccountsRereadTest(KafkaForTests kafka) throws Exception {
        bridge =
                RunningBridge.on(kafka)
                        .gateway(options -> options.withAccounts(4))
                        .configuring(2)
                        .start();
        stays = bridge.account(0);
        goes = bridge.account(1);
        comes = bridge.account(2);
        bridge.awaitOnline(stays, goes);
    }

    @AfterAll
    void stop() {
        bridge.close();
    }

    @Test
    void accountsComeAndGoWithTheFileAndABrokenOneChangesNothing() throws Exception {
        bridge.writeAccounts(List.of(stays, comes));
        bridge.awaitOnline(stays, comes);
        Seen stopped =
                bridge.await(
                        EventKind.SESSION,
                        change ->
                                change.key().equals(goes)
                                        && change.text("state").equals("stopped"));
        assertThat(stopped.text("reason")).contains("taken out of the configuration");
        assertThat(isOnline(goes)).isFalse();
        assertThat(bridge.run(goes, "{\"command\": \"list-contacts\"}").path("reason").asText())
                .contains("not in the configuration");

        bridge.writeAccountsFile("accounts: [{uin: ");
        await().during(Duration.ofSeconds(3))
                .atMost(Duration.ofSeconds(10))
                .until(() -> isOnline(stays) && isOnline(comes));

        bridge.writeAccounts(List.of(stays, goes, comes));
        bridge.awaitOnline(goes);
        assertThat(bridge.control().get("/accounts/" + stays).path("logins").intValue())
                .as("an account that stays in the file keeps its session")
                .isEqualTo(1);
        await().untilAsserted(() -> assertThat(isOnline(comes)).isTrue());
    }

    @Test
    void aPasswordThatIsChangedInItsOwnFileIsTriedAtOnce(@TempDir Path folder) throws Exception {
        Path password = Files.writeString(folder.resolve("password"), "not this one\n");
        String renewed = bridge.account(3);
        bridge.writeAccountsFile(
                """
                accounts:
                  - {uin: %s, password: demo}
                  - {uin: %s, password: demo}
                  - {uin: %s, password-file: %s}
                """
                        .formatted(stays, goes, renewed, password));
        bridge.await(
                EventKind.SESSION,
                change -> change.key().equals(renewed) && change.text("state").equals("refused"));

        Files.writeString(password, "demo\n");

        bridge.awaitOnline(renewed);
    }

    private boolean isOnline(String account) {
        return bridge.control().get("/accounts/" + account).path("online").booleanValue();
    }
}
