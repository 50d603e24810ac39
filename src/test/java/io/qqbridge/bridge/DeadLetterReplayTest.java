package io.qqbridge.bridge;

import static io.qqbridge.bridge.DeadLetters.TAKEN;
import static io.qqbridge.bridge.DeadLetters.at;
import static io.qqbridge.bridge.DeadLetters.ofAccount;
import static io.qqbridge.bridge.DeadLetters.place;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.qqbridge.app.kafka.Replay;
import io.qqbridge.app.kafka.Replay.Fate;
import io.qqbridge.event.EventKind;
import io.qqbridge.testing.BridgeTest;
import io.qqbridge.testing.KafkaForTests;
import io.qqbridge.testing.RunningBridge;
import io.qqbridge.testing.Seen;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

/** Dead letters of a running bridge go back into its command topic as they came, and on. */
@BridgeTest
class DeadLetterReplayTest {
    private static final String GOOD = "{\"command\": \"list-contacts\"}";

    private final RunningBridge bridge;
    private final DeadLetters letters;
    private final String account;
    private final String comes;

    DeadLetterReplayTest(KafkaForTests kafka) throws Exception {
        bridge =
                RunningBridge.on(kafka)
                        .gateway(options -> options.withAccounts(3))
                        .configuring(2)
                        .start();
        letters = new DeadLetters(bridge);
        account = bridge.account(0);
        comes = bridge.account(2);
        bridge.awaitOnline(account);
    }

    @AfterAll
    void stop() {
        bridge.close();
    }

    @Test
    void aCommandOfAnAccountThatWasMissingIsAcceptedWhenItIsThere() throws Exception {
        byte[] value =
                "{ \"command\": \"send-message\", \"to\": \"%s\", \"text\": \"你好\" }"
                        .formatted(account)
                        .getBytes(UTF_8);
        Map<String, byte[]> headers =
                Map.of(
                        "ce_id", "order-1".getBytes(UTF_8),
                        "kafka_correlationId", new byte[] {-1, 0},
                        "traceparent",
                                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
                                        .getBytes(UTF_8),
                        "mine", "not repeated".getBytes(UTF_8));
        bridge.send(comes, value, headers);
        Seen rejected = bridge.resultOf("order-1");
        assertThat(rejected.text("outcome")).isEqualTo("rejected");
        Seen dead = letters.of("order-1");
        bridge.writeAccounts(List.of(account, bridge.account(1), comes));
        bridge.awaitOnline(comes);

        assertThat(letters.replay(ofAccount(comes), true).values()).containsExactly(TAKEN);
        assertThat(letters.replay(ofAccount(comes), false).values()).containsExactly(TAKEN);

        Seen accepted =
                bridge.await(
                        EventKind.RESULT,
                        result ->
                                "order-1".equals(result.header("ce_causationid"))
                                        && result.text("outcome").equals("accepted"));
        assertThat(accepted.header("ce_id")).isNotEqualTo(rejected.header("ce_id"));
        assertThat(accepted.headerBytes("kafka_correlationId")).containsExactly(-1, 0);
        assertThat(bridge.control().commands(comes).toString()).contains("你好");
        Seen again = letters.replayed(place(dead));
        assertThat(again.key()).isEqualTo(comes);
        assertThat(again.bytes()).isEqualTo(value);
        assertThat(again.record().headers().toArray())
                .extracting(header -> header.key())
                .containsExactlyInAnyOrder(
                        "ce_id", "kafka_correlationId", "traceparent", "qq_replayed");

        assertThat(letters.replay(ofAccount(comes), false).values())
                .containsExactly(new Fate.Before());
        assertThat(letters.replays(place(dead)))
                .as("the dry run and the third wrote nothing")
                .hasSize(1);
    }

    @Test
    void oneThatDiesAgainIsANewLetterWithAnIdOfItsOwn() throws Exception {
        String id = bridge.send("4801", GOOD);
        Seen first = letters.of(id);

        assertThat(letters.replay(ofAccount("4801"), false).values()).containsExactly(TAKEN);

        Seen second =
                bridge.await(
                        EventKind.DEAD,
                        dead ->
                                id.equals(dead.header("ce_causationid"))
                                        && dead.header("qq_replayed") != null);
        assertThat(second.header("qq_replayed")).isEqualTo(place(first));
        assertThat(second.header("ce_id")).isNotEqualTo(first.header("ce_id"));
        assertThat(letters.replay(ofAccount("4801"), true))
                .containsExactly(
                        Map.entry(place(first), new Fate.Before()),
                        Map.entry(place(second), TAKEN));
        assertThat(letters.replay(ofAccount("4801"), plan -> again(plan)).values())
                .containsExactly(TAKEN, TAKEN);
    }

    @Test
    void aLargeRecordIsPutTogetherAgain() throws Exception {
        byte[] large = new byte[1_000_000];
        large[999_999] = 'x';
        String id = bridge.send("4821", large, Map.of());
        List<Seen> pieces =
                bridge.await(EventKind.DEAD, 2, dead -> id.equals(dead.header("ce_causationid")));

        assertThat(letters.replay(ofAccount("4821"), false))
                .containsExactly(Map.entry(place(pieces.getFirst()), TAKEN));

        assertThat(letters.replayed(place(pieces.getFirst())).bytes()).isEqualTo(large);
    }

    @Test
    void aRecordWithoutAKeyGoesBackWithoutOne() throws Exception {
        String id = bridge.send(null, "{\"command\": \"list-contacts\", \"account\": \"4831\"}");
        Seen dead = letters.of(id);
        assertThat(dead.key()).isEqualTo("4831");

        assertThat(letters.replay(ofAccount("4831"), false).values()).containsExactly(TAKEN);

        assertThat(letters.replayed(place(dead)).key()).isNull();
    }

    @Test
    void aKeyThatIsNoAccountGoesBackAsItWas() throws Exception {
        Seen dead = letters.of(bridge.send("no such \n账号", GOOD));
        assertThat(dead.key()).isEmpty();

        assertThat(letters.replay(at(place(dead)), false).values()).containsExactly(TAKEN);

        assertThat(letters.replayed(place(dead)).key()).isEqualTo("no such \n账号");
    }

    private static Replay.Plan again(Replay.Plan plan) {
        return new Replay.Plan(plan.filter(), plan.limit(), true, false, true);
    }
}
