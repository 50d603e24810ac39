package io.qqbridge.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.qqbridge.event.EventKind;
import io.qqbridge.testing.BridgeTest;
import io.qqbridge.testing.KafkaForTests;
import io.qqbridge.testing.RunningBridge;
import io.qqbridge.testing.Seen;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.List;

/** What becomes of an account whose entry in the accounts file is another one. */
@BridgeTest
class AccountsChangedTest {
    private final RunningBridge bridge;
    private final String account;

    AccountsChangedTest(KafkaForTests kafka) throws Exception {
        bridge = RunningBridge.on(kafka).gateway(options -> options.withAccounts(1)).start();
        account = bridge.account(0);
        bridge.awaitOnline(account);
    }

    @AfterEach
    void asItWas() throws Exception {
        bridge.writeAccounts(List.of(account));
        await().until(() -> told("outcome").equals("accepted"));
    }

    private String told(String field) throws Exception {
        return bridge.run(account, "{\"command\": \"list-contacts\"}").path(field).asText();
    }

    @AfterAll
    void stop() {
        bridge.close();
    }

    private void write(String more) {
        bridge.writeAccountsFile(
                "accounts: [{uin: %s, password: demo, %s}]".formatted(account, more));
    }

    @Test
    void itIsStartedAnewAndSaysWhy() throws Exception {
        long before = bridge.seen(EventKind.SESSION).stream().filter(this::isOnline).count();

        write("alias: another name");

        bridge.await(
                EventKind.SESSION,
                change -> change.text("reason").equals("its configuration was changed"));
        bridge.await(EventKind.SESSION, (int) before + 1, this::isOnline);
        bridge.awaitOnline(account);
    }

    private boolean isOnline(Seen change) {
        return change.text("state").equals("online");
    }

    @Test
    void withNoneEnabledACommandHasItsResultAllTheSame() throws Exception {
        write("enabled: false");
        bridge.stop();
        bridge.start();

        assertThat(told("reason")).contains("not in the configuration");
    }
}
