package io.qqbridge.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.qqbridge.testing.Control;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** All that the simulator can do wrong; each strikes an account of its own. */
final class EveryFault {
    static final List<String> KINDS =
            List.of(
                    "error",
                    "close",
                    "garbage",
                    "html",
                    "empty",
                    "huge",
                    "slow",
                    "lost",
                    "half",
                    "wrong-seq",
                    "wrong-uin",
                    "wrong-count");

    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final Control gateway;

    EveryFault(Control gateway) {
        this.gateway = gateway;
    }

    /** Each once in what is fetched; returns when all is well again. */
    void strikesWhatIsFetched(String text) {
        begin("GetMsgEx");
        for (int i = 0; i < KINDS.size(); i++) {
            gateway.message(GoodAccounts.uin(i), "4711", text);
        }
        awaitStruck();
    }

    /** Each once in a login, after a session that ended; returns when all is well again. */
    void strikesLogins() {
        begin("Login");
        for (int i = 0; i < KINDS.size(); i++) {
            gateway.post("/accounts/%s/kick".formatted(GoodAccounts.uin(i)), "");
        }
        awaitStruck();
    }

    private void begin(String command) {
        List<String> faults = new ArrayList<>();
        for (int i = 0; i < KINDS.size(); i++) {
            faults.add(
                    "{\"kind\": \"%s\", \"command\": \"%s\", \"account\": \"%s\", \"times\": 1}"
                            .formatted(KINDS.get(i), command, GoodAccounts.uin(i)));
        }
        gateway.put("/faults", "[" + String.join(",", faults) + "]");
    }

    private void awaitStruck() {
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> {
                            assertThat(gateway.get("/faults"))
                                    .hasSize(KINDS.size())
                                    .allMatch(fault -> fault.path("struck").asInt() == 1);
                            for (int i = 0; i < KINDS.size(); i++) {
                                var account = gateway.get("/accounts/" + GoodAccounts.uin(i));
                                assertThat(account.path("online").booleanValue()).isTrue();
                                assertThat(account.path("queued").asInt(-1)).isZero();
                            }
                        });
    }
}
