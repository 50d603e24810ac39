package io.qqbridge.bridge;

import static io.qqbridge.bridge.DeadLetters.TAKEN;
import static io.qqbridge.bridge.DeadLetters.at;
import static io.qqbridge.bridge.DeadLetters.ofAccount;
import static io.qqbridge.bridge.DeadLetters.place;
import static io.qqbridge.bridge.DeadLetters.plan;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.qqbridge.app.kafka.LetterFilter;
import io.qqbridge.app.kafka.Replay;
import io.qqbridge.app.kafka.Replay.End;
import io.qqbridge.app.kafka.Replay.Fate;
import io.qqbridge.app.kafka.Topics;
import io.qqbridge.event.DeadLetter.Stage;
import io.qqbridge.event.EventKind;
import io.qqbridge.testing.BridgeTest;
import io.qqbridge.testing.KafkaForTests;
import io.qqbridge.testing.RunningBridge;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.Map;

/** Which dead letters go back: those that somebody means, and never one that must not. */
@BridgeTest
class DeadLetterChoiceTest {
    private static final String GOOD = "{\"command\": \"list-contacts\"}";

    private final RunningBridge bridge;
    private final DeadLetters letters;

    DeadLetterChoiceTest(KafkaForTests kafka) throws Exception {
        bridge = RunningBridge.on(kafka).start();
        letters = new DeadLetters(bridge);
    }

    @AfterAll
    void stop() {
        bridge.close();
    }

    @Test
    void optionsSelect() throws Exception {
        String one = place(letters.of(bridge.send("4811", GOOD)));
        String two = place(letters.of(bridge.send("4811", "{}")));
        String three = place(letters.of(bridge.send("4812", GOOD)));
        Instant future = Instant.now().plusSeconds(3600);

        assertThat(letters.replay(ofAccount("4811"), true)).containsOnlyKeys(one, two);
        assertThat(
                        letters.replay(
                                new LetterFilter("4811", "NOT in the", null, null, null, null),
                                true))
                .containsOnlyKeys(one);
        assertThat(
                        letters.replay(
                                new LetterFilter("4811", null, Stage.COMMAND, null, null, null),
                                true))
                .hasSize(2);
        assertThat(
                        letters.replay(
                                new LetterFilter("4811", null, Stage.ANSWER, null, null, null),
                                true))
                .isEmpty();
        assertThat(letters.replay(new LetterFilter("4811", null, null, future, null, null), true))
                .isEmpty();
        assertThat(letters.replay(new LetterFilter("4811", null, null, null, future, null), true))
                .hasSize(2);
        assertThat(
                        letters.replay(
                                new LetterFilter("4811", null, null, null, Instant.EPOCH, null),
                                true))
                .isEmpty();
        assertThat(letters.replay(at(three), true)).containsOnlyKeys(three);
        assertThat(
                        letters.replay(
                                ofAccount("4811"),
                                plan -> new Replay.Plan(plan.filter(), 1, false, false, true)))
                .containsOnlyKeys(one);
    }

    @Test
    void aHeaderCannotNameAnotherTopic() throws Exception {
        forge("4841", "elsewhere.v1", 0, "rejected");
        forge("4841", bridge.topics().of(EventKind.RESULT), 0, "rejected");

        assertThat(letters.replay(ofAccount("4841"), false).values())
                .allSatisfy(fate -> assertThat(fate).isInstanceOf(Fate.Left.class))
                .hasSize(2);

        assertThat(bridge.kafka().admin().listTopics().names().get())
                .doesNotContain("elsewhere.v1");
        assertThat(letters.replay(ofAccount("4841"), true).values())
                .allMatch(fate -> fate.toString().contains("its origin is not"));
    }

    @Test
    void whatMayHaveBeenCarriedOutIsLeftUnlessAskedFor() throws Exception {
        String place = forge("4851", bridge.topics().command(), 1_000_001, "unknown");

        assertThat(letters.replay(ofAccount("4851"), false).get(place))
                .isInstanceOf(Fate.Left.class);
        assertThat(
                        letters.replay(
                                ofAccount("4851"),
                                plan -> new Replay.Plan(plan.filter(), 9, false, true, true)))
                .containsExactly(Map.entry(place, TAKEN));
    }

    @Test
    void aLetterThatCameTwiceIsReplayedOnce() throws Exception {
        String once = forge("4861", bridge.topics().command(), 1_000_002, "rejected");
        String twice = forge("4861", bridge.topics().command(), 1_000_002, "rejected");

        assertThat(letters.replay(ofAccount("4861"), true))
                .containsExactly(
                        Map.entry(once, TAKEN),
                        Map.entry(twice, new Fate.Left("it is " + once + ", come twice")));
    }

    @Test
    void aTopicThatIsNotThereIsNamed() throws Exception {
        Replay replay =
                new Replay(letters.clients(), new Topics("nobody."), plan(ofAccount("1"), true));

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
        var written = bridge.kafka().write(record);
        return written.partition() + ":" + written.offset();
    }
}
