package io.qqbridge.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.qqbridge.app.kafka.KafkaClients;
import io.qqbridge.app.kafka.Letter;
import io.qqbridge.app.kafka.LetterFilter;
import io.qqbridge.app.kafka.Place;
import io.qqbridge.app.kafka.Replay;
import io.qqbridge.app.kafka.Replay.End;
import io.qqbridge.app.kafka.Replay.Fate;
import io.qqbridge.app.kafka.Topics;
import io.qqbridge.event.DeadLetter.Stage;
import io.qqbridge.event.EventKind;
import io.qqbridge.testing.BridgeTest;
import io.qqbridge.testing.KafkaForTests;
import io.qqbridge.testing.RunningBridge;
import io.qqbridge.testing.Seen;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Dead letters of a running bridge, taken back into its command topic. */
@BridgeTest
class DeadLetterReplayTest {
    private static final String GOOD = "{\"command\": \"list-contacts\"}";
    private static final Fate TAKEN = new Fate.Taken();

    private final KafkaForTests kafka;
    private final RunningBridge bridge;
    private final String account;
    private final String comes;

    DeadLetterReplayTest(KafkaForTests kafka) throws Exception {
        this.kafka = kafka;
        bridge =
                RunningBridge.on(kafka)
                        .gateway(options -> options.withAccounts(3))
                        .configuring(2)
                        .start();
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
                        "traceparent", "00-1".getBytes(UTF_8),
                        "mine", "not repeated".getBytes(UTF_8));
        bridge.send(comes, value, headers);
        Seen rejected = bridge.resultOf("order-1");
        assertThat(rejected.text("outcome")).isEqualTo("rejected");
        Seen dead = deadLetterOf("order-1");
        bridge.writeAccounts(List.of(account, bridge.account(1), comes));
        bridge.awaitOnline(comes);

        assertThat(replay(ofAccount(comes), true).values()).containsExactly(TAKEN);
        assertThat(replay(ofAccount(comes), false).values()).containsExactly(TAKEN);

        Seen accepted =
                bridge.await(
                        EventKind.RESULT,
                        result ->
                                "order-1".equals(result.header("ce_causationid"))
                                        && result.text("outcome").equals("accepted"));
        assertThat(accepted.header("ce_id")).isNotEqualTo(rejected.header("ce_id"));
        assertThat(accepted.headerBytes("kafka_correlationId")).containsExactly(-1, 0);
        assertThat(bridge.control().commands(comes).toString()).contains("你好");
        Seen again = replayed(place(dead));
        assertThat(again.key()).isEqualTo(comes);
        assertThat(again.bytes()).isEqualTo(value);
        assertThat(again.record().headers().toArray())
                .extracting(header -> header.key())
                .containsExactlyInAnyOrder(
                        "ce_id", "kafka_correlationId", "traceparent", "qq_replayed");

        assertThat(replay(ofAccount(comes), false).values()).containsExactly(new Fate.Before());
        assertThat(replays(place(dead))).as("the dry run and the third wrote nothing").hasSize(1);
    }

    @Test
    void oneThatDiesAgainIsANewLetterWithAnIdOfItsOwn() throws Exception {
        String id = bridge.send("4801", GOOD);
        Seen first = deadLetterOf(id);

        assertThat(replay(ofAccount("4801"), false).values()).containsExactly(TAKEN);

        Seen second =
                bridge.await(
                        EventKind.DEAD,
                        dead ->
                                id.equals(dead.header("ce_causationid"))
                                        && dead.header("qq_replayed") != null);
        assertThat(second.header("qq_replayed")).isEqualTo(place(first));
        assertThat(second.header("ce_id")).isNotEqualTo(first.header("ce_id"));
        assertThat(replay(ofAccount("4801"), true))
                .containsExactly(
                        Map.entry(place(first), new Fate.Before()),
                        Map.entry(place(second), TAKEN));
        assertThat(replay(ofAccount("4801"), plan -> again(plan)).values())
                .containsExactly(TAKEN, TAKEN);
    }

    @Test
    void optionsSelect() throws Exception {
        String one = place(deadLetterOf(bridge.send("4811", GOOD)));
        String two = place(deadLetterOf(bridge.send("4811", "{}")));
        String three = place(deadLetterOf(bridge.send("4812", GOOD)));
        Instant future = Instant.now().plusSeconds(3600);

        assertThat(replay(ofAccount("4811"), true)).containsOnlyKeys(one, two);
        assertThat(replay(filter("4811", "NOT in the", null, null, null, null), true))
                .containsOnlyKeys(one);
        assertThat(replay(filter("4811", null, Stage.COMMAND, null, null, null), true)).hasSize(2);
        assertThat(replay(filter("4811", null, Stage.ANSWER, null, null, null), true)).isEmpty();
        assertThat(replay(filter("4811", null, null, future, null, null), true)).isEmpty();
        assertThat(replay(filter("4811", null, null, null, future, null), true)).hasSize(2);
        assertThat(replay(filter("4811", null, null, null, Instant.EPOCH, null), true)).isEmpty();
        assertThat(replay(filter(null, null, null, null, null, three), true))
                .containsOnlyKeys(three);
        assertThat(
                        replay(
                                ofAccount("4811"),
                                plan -> new Replay.Plan(plan.filter(), 1, false, false, true)))
                .containsOnlyKeys(one);
    }

    @Test
    void aLargeRecordIsPutTogetherAgain() throws Exception {
        byte[] large = new byte[1_000_000];
        large[999_999] = 'x';
        String id = bridge.send("4821", large, Map.of());
        List<Seen> pieces =
                bridge.await(EventKind.DEAD, 2, dead -> id.equals(dead.header("ce_causationid")));

        assertThat(replay(ofAccount("4821"), false))
                .containsExactly(Map.entry(place(pieces.getFirst()), TAKEN));

        assertThat(replayed(place(pieces.getFirst())).bytes()).isEqualTo(large);
    }

    @Test
    void aRecordWithoutAKeyGoesBackWithoutOne() throws Exception {
        String id = bridge.send(null, "{\"command\": \"list-contacts\", \"account\": \"4831\"}");
        Seen dead = deadLetterOf(id);
        assertThat(dead.key()).isEqualTo("4831");

        assertThat(replay(ofAccount("4831"), false).values()).containsExactly(TAKEN);

        assertThat(replayed(place(dead)).key()).isNull();
    }

    @Test
    void aKeyThatIsNoAccountGoesBackAsItWas() throws Exception {
        Seen dead = deadLetterOf(bridge.send("no such \n账号", GOOD));
        assertThat(dead.key()).isEmpty();

        assertThat(replay(filter(null, null, null, null, null, place(dead)), false).values())
                .containsExactly(TAKEN);

        assertThat(replayed(place(dead)).key()).isEqualTo("no such \n账号");
    }

    @Test
    void aHeaderCannotNameAnotherTopic() throws Exception {
        forge("4841", "elsewhere.v1", 0, "rejected");
        forge("4841", bridge.topics().of(EventKind.RESULT), 0, "rejected");

        assertThat(replay(ofAccount("4841"), false).values())
                .allSatisfy(fate -> assertThat(fate).isInstanceOf(Fate.Left.class))
                .hasSize(2);

        assertThat(kafka.admin().listTopics().names().get()).doesNotContain("elsewhere.v1");
        assertThat(replay(ofAccount("4841"), true).values())
                .allMatch(fate -> fate.toString().contains("its origin is not"));
    }

    @Test
    void whatMayHaveBeenCarriedOutIsLeftUnlessAskedFor() throws Exception {
        String place = forge("4851", bridge.topics().command(), 1_000_001, "unknown");

        assertThat(replay(ofAccount("4851"), false).get(place)).isInstanceOf(Fate.Left.class);
        assertThat(
                        replay(
                                ofAccount("4851"),
                                plan -> new Replay.Plan(plan.filter(), 9, false, true, true)))
                .containsExactly(Map.entry(place, TAKEN));
    }

    @Test
    void aLetterThatCameTwiceIsReplayedOnce() throws Exception {
        String once = forge("4861", bridge.topics().command(), 1_000_002, "rejected");
        String twice = forge("4861", bridge.topics().command(), 1_000_002, "rejected");

        assertThat(replay(ofAccount("4861"), true))
                .containsExactly(
                        Map.entry(once, TAKEN),
                        Map.entry(twice, new Fate.Left("it is " + once + ", come twice")));
    }

    @Test
    void aTopicThatIsNotThereIsNamed() throws Exception {
        Replay replay = new Replay(clients(), new Topics("nobody."), plan(ofAccount("1"), true));

        assertThat(replay.run((letter, fate) -> {})).isEqualTo(new End.NoTopic("nobody.dead.v1"));
    }

    /** Writes a letter that no bridge wrote, and gives its place. */
    private String forge(String account, String topic, long offset, String outcome)
            throws InterruptedException {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(
                        bridge.topics().of(EventKind.DEAD),
                        account.getBytes(UTF_8),
                        GOOD.getBytes(UTF_8));
        Map.of(
                        "ce_causationid",
                        "forged",
                        "__connect.errors.topic",
                        topic,
                        "__connect.errors.partition",
                        "0",
                        "__connect.errors.offset",
                        Long.toString(offset),
                        "__connect.errors.stage",
                        "COMMAND",
                        "__connect.errors.exception.message",
                        "forged",
                        "qq_outcome",
                        outcome,
                        "qq_original_key",
                        account)
                .forEach((name, text) -> record.headers().add(name, text.getBytes(UTF_8)));
        var written = kafka.write(record);
        return written.partition() + ":" + written.offset();
    }

    private Seen deadLetterOf(String id) {
        return bridge.await(EventKind.DEAD, dead -> id.equals(dead.header("ce_causationid")));
    }

    private static String place(Seen seen) {
        return seen.record().partition() + ":" + seen.record().offset();
    }

    private Seen replayed(String place) {
        return bridge.reader()
                .await(
                        bridge.topics().command(),
                        command -> place.equals(command.header("qq_replayed")));
    }

    private List<Seen> replays(String place) {
        return bridge.reader().seen(bridge.topics().command()).stream()
                .filter(command -> place.equals(command.header("qq_replayed")))
                .toList();
    }

    private static LetterFilter ofAccount(String account) {
        return filter(account, null, null, null, null, null);
    }

    private static LetterFilter filter(
            @Nullable String account,
            @Nullable String reason,
            @Nullable Stage stage,
            @Nullable Instant since,
            @Nullable Instant until,
            @Nullable String place) {
        return new LetterFilter(
                account,
                reason,
                stage,
                since,
                until,
                place == null ? null : Place.parse(place).orElseThrow());
    }

    private static Replay.Plan plan(LetterFilter filter, boolean dryRun) {
        return new Replay.Plan(filter, Long.MAX_VALUE, false, false, dryRun);
    }

    private static Replay.Plan again(Replay.Plan plan) {
        return new Replay.Plan(plan.filter(), plan.limit(), true, false, true);
    }

    private Map<String, Fate> replay(LetterFilter filter, boolean dryRun) throws Exception {
        return replay(filter, plan -> plan(plan.filter(), dryRun));
    }

    /** What became of each letter, by its place, in order. */
    private Map<String, Fate> replay(LetterFilter filter, UnaryOperator<Replay.Plan> change)
            throws Exception {
        Map<String, Fate> fates = new LinkedHashMap<>();
        End end =
                new Replay(clients(), bridge.topics(), change.apply(plan(filter, true)))
                        .run(
                                (Letter letter, Fate fate) ->
                                        fates.put(letter.place().toString(), fate));
        assertThat(end).isInstanceOf(End.Done.class);
        return fates;
    }

    private KafkaClients clients() {
        return new KafkaClients(Map.of("bootstrap.servers", kafka.bootstrapServers()));
    }
}
