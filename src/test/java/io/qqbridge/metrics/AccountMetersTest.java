package io.qqbridge.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.qqbridge.event.Envelope;
import io.qqbridge.event.MessageReceived;
import io.qqbridge.event.SessionChanged;
import io.qqbridge.event.SessionState;
import io.qqbridge.event.State;
import io.qqbridge.gateway.Account;
import io.qqbridge.gateway.Secret;
import io.qqbridge.gateway.Session.Received;
import io.qqbridge.gateway.SessionObserver.DropReason;
import io.qqbridge.gateway.VirtualTime;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

class AccountMetersTest {
    private static final Account ANNA = account("29501213", "anna");
    private static final Account BEN = account("24259132", "ben");
    private static final Account CORA = account("10001", "cora");

    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final VirtualTime time = new VirtualTime();
    private final AccountMeters meters = new AccountMeters(registry, 2, time);

    private static Account account(String uin, String alias) {
        return new Account(uin, alias, Secret.ofPassword("x"), State.ONLINE);
    }

    private void becomes(Account account, SessionState state) {
        meters.changed(
                account,
                new SessionChanged(account.uin(), state, null, "why", Instant.EPOCH, 0, "next"));
    }

    private List<String> lines(String name) {
        return registry.scrape().lines().filter(line -> line.startsWith(name)).sorted().toList();
    }

    @Test
    void tellsHowEachAccountIs() {
        becomes(ANNA, SessionState.ONLINE);
        becomes(BEN, SessionState.REFUSED);
        time.pass(Duration.ofSeconds(5));
        meters.polled(ANNA, new Received.Nothing(), Duration.ZERO);
        meters.polled(BEN, new Received.Unreachable("away", false), Duration.ZERO);
        time.pass(Duration.ofSeconds(2));
        meters.delivered(
                ANNA,
                List.of(
                        Envelope.of(
                                "id",
                                new MessageReceived(
                                        ANNA.uin(), "private:3", "3", "hi", Instant.EPOCH, null))),
                Duration.ZERO);
        meters.dropped(BEN, DropReason.SIGNED_OUT);

        assertThat(lines("qq_account_online"))
                .containsExactly(
                        "qq_account_online{account=\"anna\"} 1.0",
                        "qq_account_online{account=\"ben\"} 0.0");
        assertThat(lines("qq_account_poll_age_seconds"))
                .containsExactly(
                        "qq_account_poll_age_seconds{account=\"anna\"} 2.0",
                        "qq_account_poll_age_seconds{account=\"ben\"} 7.0");
        assertThat(lines("qq_account_messages_total"))
                .contains("qq_account_messages_total{account=\"anna\",direction=\"in\"} 1.0");
        assertThat(lines("qq_account_drops_total"))
                .contains("qq_account_drops_total{account=\"ben\"} 1.0");
    }

    @Test
    void hasNoMoreAccountsThanItMayAndNoneThatIsGone() {
        becomes(ANNA, SessionState.ONLINE);
        becomes(BEN, SessionState.ONLINE);
        becomes(CORA, SessionState.ONLINE);
        assertThat(lines("qq_account_online")).hasSize(2);

        meters.gone(ANNA);
        becomes(CORA, SessionState.SILENT);

        assertThat(lines("qq_account_online"))
                .containsExactly(
                        "qq_account_online{account=\"ben\"} 1.0",
                        "qq_account_online{account=\"cora\"} 1.0");
        assertThat(registry.scrape()).doesNotContain("anna").doesNotContain("29501213");
    }
}
