package io.qqbridge.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;

import io.qqbridge.app.Key;
import io.qqbridge.app.kafka.Topics;
import io.qqbridge.event.EventKind;
import io.qqbridge.testing.BridgePlan;
import io.qqbridge.testing.BridgeTest;
import io.qqbridge.testing.KafkaForTests;
import io.qqbridge.testing.Ports;
import io.qqbridge.testing.RunningBridge;

import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import java.util.List;

/** What the console tells of a running bridge. */
@BridgeTest
class ConsoleShowsTest {
    private static final String SECRET = "grasmuecke-8731-singt";

    private final RunningBridge bridge;
    private final ConsoleClient console;

    ConsoleShowsTest(KafkaForTests kafka) throws Exception {
        int port = Ports.free();
        bridge =
                RunningBridge.on(kafka)
                        .gateway(
                                options ->
                                        options.withFirstUin(24_259_131)
                                                .withAccounts(12)
                                                .withRefusing(1)
                                                .withCaptcha(1))
                        .setting(Key.MANAGEMENT_PORT, Integer.toString(port))
                        .start();
        console = new ConsoleClient(port);
        bridge.awaitOnline(bridge.account(0), bridge.account(9));
        await().until(() -> console.get("accounts").path("total").asInt() == 12);
    }

    @AfterAll
    void stop() {
        bridge.close();
    }

    private static List<String> aliases(JsonNode rows) {
        return rows.path("rows").findValuesAsText("alias");
    }

    @Test
    void accountsAreInTheOrderOfTheirNamesPageByPage() {
        assertThat(aliases(console.get("accounts?size=5")))
                .containsExactly("account-1", "account-2", "account-3", "account-4", "account-5");
        assertThat(aliases(console.get("accounts?size=5&page=2")))
                .containsExactly("account-11", "account-12");
        assertThat(aliases(console.get("accounts?size=5&page=3"))).isEmpty();
    }

    @Test
    void accountsAreFoundByAPartOfTheirNamesAndByTheirStates() {
        assertThat(aliases(console.get("accounts?search=COUNT-1")))
                .containsExactly("account-1", "account-10", "account-11", "account-12");
        await().untilAsserted(
                        () ->
                                assertThat(
                                                aliases(
                                                        console.get(
                                                                "accounts?state=refused,challenged")))
                                        .hasSize(2));
        JsonNode refused = console.get("accounts?state=refused").path("rows").path(0);
        assertThat(refused.path("reason").asText()).contains("登录失败");
        assertThat(refused.path("next").asText()).contains("password");
        assertThat(console.get("accounts?search=nobody").path("total").asInt()).isZero();
    }

    @Test
    void aMessageCountsAndIsTheLastOne() {
        String account = bridge.account(1);
        bridge.control().message(account, "560000001", SECRET);
        bridge.await(EventKind.MESSAGE, message -> message.key().equals(account));

        await().untilAsserted(
                        () -> {
                            JsonNode row = console.get("accounts/account-2").path("row");
                            assertThat(row.path("in").asInt()).isEqualTo(1);
                            assertThat(row.path("inRate").asDouble()).isPositive();
                            assertThat(row.path("last").asLong())
                                    .isCloseTo(
                                            System.currentTimeMillis(),
                                            org.assertj.core.data.Offset.offset(30_000L));
                        });
        assertThat(aliases(console.get("accounts?sort=last&size=1"))).containsExactly("account-2");
    }

    @Test
    void anAccountHasAHistory() {
        String account = bridge.account(2);
        bridge.control().post("/accounts/%s/kick".formatted(account), "");

        await().untilAsserted(
                        () -> {
                            JsonNode one = console.get("accounts/account-3");
                            assertThat(one.path("history").findValuesAsText("state"))
                                    .containsSubsequence("online", "reconnecting", "online");
                            assertThat(one.path("row").path("drops").asInt()).isEqualTo(1);
                        });
    }

    @Test
    void nothingNamesAQqNumberOrASecretOrAText() throws Exception {
        String account = bridge.account(4);
        bridge.send("24259999", "{\"command\": \"logout\"}");
        bridge.await(EventKind.DEAD, letter -> true);
        bridge.control().message(account, "560000001", SECRET);
        bridge.await(EventKind.MESSAGE, message -> message.key().equals(account));
        try (StreamReader stream = StreamReader.open(console.port())) {
            stream.await("tick", tick -> true);
            String all =
                    console.get("accounts").toString()
                            + stream.heard()
                            + console.get("dead-letters")
                            + console.ask("GET", "/observe/health/accounts", "").body();
            assertThat(all)
                    .contains("account-5", "not in the configuration")
                    .doesNotContain("2425913", "24259999", "560000001", SECRET, "demo");
        }
    }

    @Test
    void accountsThatHaveNotBegunAreNotWell() throws Exception {
        int port = Ports.free();
        BridgePlan withoutKafka =
                RunningBridge.on(bridge.kafka())
                        .setting(Key.KAFKA_BOOTSTRAP_SERVERS, "127.0.0.1:" + Ports.free())
                        .setting(Key.MANAGEMENT_PORT, Integer.toString(port));
        makeTopics(withoutKafka.prefix());
        try (RunningBridge waiting = withoutKafka.start()) {
            var health = new ConsoleClient(port).ask("GET", "/observe/health/accounts", "");

            assertThat(waiting.seen(EventKind.SESSION)).isEmpty();
            assertThat(health.statusCode()).isEqualTo(503);
            assertThat(ConsoleClient.json(health).path("status").asText()).isEqualTo("DOWN");
        }
    }

    /** For the reader: this bridge cannot make its own. */
    private void makeTopics(String prefix) throws Exception {
        List<NewTopic> topics =
                new Topics(prefix)
                        .all().stream().map(name -> new NewTopic(name, 1, (short) 1)).toList();
        bridge.kafka().admin().createTopics(topics).all().get();
    }

    @Test
    void healthOfAccountsIsApartFromThatOfTheProcess() {
        await().untilAsserted(
                        () -> {
                            var health = console.ask("GET", "/observe/health/accounts", "");
                            assertThat(health.statusCode()).isEqualTo(503);
                            JsonNode told = ConsoleClient.json(health);
                            assertThat(told.path("status").asText()).isEqualTo("DOWN");
                            assertThat(told.path("states").path("online").asInt()).isEqualTo(10);
                            assertThat(told.path("down").findValuesAsText("state"))
                                    .containsExactlyInAnyOrder("refused", "challenged");
                        });
        assertThat(console.ask("GET", "/observe/health/live", "").statusCode()).isEqualTo(200);
        assertThat(console.ask("GET", "/observe/health/ready", "").statusCode()).isEqualTo(200);
        assertThat(console.ask("GET", "/observe/health", "").statusCode()).isEqualTo(200);
    }
}
