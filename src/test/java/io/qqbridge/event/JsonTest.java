package io.qqbridge.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.qqbridge.event.CommandResult.Answer;
import io.qqbridge.event.CommandResult.Outcome;
import io.qqbridge.event.CommandResult.Person;
import io.qqbridge.event.PresenceChanged.SeenBy;
import io.qqbridge.event.RequestReceived.Kind;
import io.qqbridge.event.RosterEntry.Avatar;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The values on Kafka, letter by letter: their field names are the contract. */
class JsonTest {
    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

    @Test
    void aMessage() {
        assertThat(
                        json(
                                new MessageReceived(
                                        "29501213",
                                        MessageReceived.privateChat("24259132"),
                                        "24259132",
                                        "你好 \"x\"\n",
                                        NOON.plusMillis(250),
                                        null)))
                .isEqualTo(
                        "{'account':'29501213','chat':'private:24259132','from':'24259132',"
                                + "'text':'你好 \\'x\\'\\n','receivedAt':'2026-01-31T12:00:00.250Z'}");
    }

    @Test
    void aMessageOfAnUnknownKindSaysItsType() {
        assertThat(json(new MessageReceived("1", "private:3", "3", "", NOON, 77)))
                .isEqualTo(
                        "{'account':'1','chat':'private:3','from':'3','text':'',"
                                + "'receivedAt':'2026-01-31T12:00:00Z','type':77}");
    }

    @Test
    void aPresenceAtFirstSightAndLater() {
        assertThat(
                        json(
                                new PresenceChanged(
                                        "1", "3", State.AWAY, null, SeenBy.SYSTEM_MESSAGE, NOON)))
                .isEqualTo(
                        "{'account':'1','contact':'3','state':'away','was':null,"
                                + "'seenBy':'system-message','at':'2026-01-31T12:00:00Z'}");
        assertThat(
                        json(
                                new PresenceChanged(
                                        "1",
                                        "3",
                                        State.unknown(80),
                                        State.CALL_ME,
                                        SeenBy.QUERY,
                                        NOON)))
                .isEqualTo(
                        "{'account':'1','contact':'3','state':'unknown-80','was':'call-me',"
                                + "'seenBy':'query','at':'2026-01-31T12:00:00Z'}");
    }

    @Test
    void aContactWithAndWithoutNameAndPicture() {
        assertThat(json(new RosterEntry("1", "3", null, null, NOON)))
                .isEqualTo(
                        "{'account':'1','contact':'3','nickname':null,'avatar':null,"
                                + "'since':'2026-01-31T12:00:00Z'}");
        assertThat(json(new RosterEntry("1", "3", "微程", new Avatar(270, 91), NOON)))
                .isEqualTo(
                        "{'account':'1','contact':'3','nickname':'微程',"
                                + "'avatar':{'id':270,'picture':91},"
                                + "'since':'2026-01-31T12:00:00Z'}");
    }

    @Test
    void aContactThatHasGoneIsATombstone() {
        assertThat(Json.write(new RosterRemoval("1", "3", NOON))).isNull();
    }

    @Test
    void aRequestOfEachKind() {
        for (Kind kind : Kind.values()) {
            String word = kind.name().toLowerCase(java.util.Locale.ROOT);
            assertThat(json(new RequestReceived("1", "3", kind, "加我", NOON)))
                    .isEqualTo(
                            "{'account':'1','contact':'3','kind':'"
                                    + word
                                    + "','words':'加我','receivedAt':'2026-01-31T12:00:00Z'}");
        }
    }

    @Test
    void aSession() {
        assertThat(
                        json(
                                new SessionChanged(
                                        "1",
                                        SessionState.TAKEN_OVER,
                                        SessionState.ONLINE,
                                        "why",
                                        NOON,
                                        3,
                                        "what next")))
                .isEqualTo(
                        "{'account':'1','state':'taken-over','was':'online','reason':'why',"
                                + "'since':'2026-01-31T12:00:00Z','attempts':3,'next':'what next'}");
        assertThat(json(new SessionChanged("1", SessionState.CONNECTING, null, "", NOON, 0, "")))
                .contains("'state':'connecting','was':null,");
    }

    @Test
    void aResultWithNothingToAdd() {
        assertThat(
                        json(
                                new CommandResult(
                                        "send-message",
                                        "1",
                                        Outcome.ACCEPTED,
                                        0,
                                        null,
                                        null,
                                        NOON)))
                .isEqualTo(
                        "{'command':'send-message','account':'1','outcome':'accepted','code':0,"
                                + "'at':'2026-01-31T12:00:00Z'}");
    }

    @Test
    void aResultOfWhatCouldNotBeRead() {
        assertThat(
                        json(
                                new CommandResult(
                                        null,
                                        "",
                                        Outcome.REJECTED,
                                        null,
                                        "not a JSON object",
                                        null,
                                        NOON)))
                .isEqualTo(
                        "{'command':null,'account':'','outcome':'rejected',"
                                + "'reason':'not a JSON object','at':'2026-01-31T12:00:00Z'}");
    }

    @Test
    void theOutcomesAreFourWords() {
        assertThat(Outcome.values())
                .extracting(Outcome::word)
                .containsExactly("accepted", "rejected", "unknown", "expired");
    }

    @Test
    void whatWasAskedForIsTheResultsData() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("uin", "3");
        fields.put("nickname", "微程");
        Person shown = new Person("3", State.BUSY, "微程", new Avatar(270, 91));
        Person bare = new Person("4", null, null, null);

        assertThat(data(new Answer.Profile("3", fields)))
                .isEqualTo("{'contact':'3','profile':{'uin':'3','nickname':'微程'}}");
        assertThat(data(new Answer.Contacts(List.of("3", "4"))))
                .isEqualTo("{'contacts':['3','4']}");
        assertThat(data(new Answer.Presence(List.of(shown))))
                .isEqualTo(
                        "{'presence':[{'contact':'3','state':'busy','nickname':'微程',"
                                + "'avatar':{'id':270,'picture':91}}]}");
        assertThat(data(new Answer.People(List.of(bare))))
                .isEqualTo("{'people':[{'contact':'4'}]}");
        assertThat(data(new Answer.Consent(true))).isEqualTo("{'consentNeeded':true}");
    }

    @Test
    void aDeadLetterIsTheBytesThatCame() {
        byte[] received = {0, -1, '{'};
        DeadLetter letter =
                new DeadLetter("1", received, DeadLetter.Stage.ANSWER, "why", null, Map.of(), NOON);

        assertThat(Json.write(letter)).isEqualTo(received);
    }

    @Test
    void theKeyIsTheAccountAndWhereATopicIsATableTheContactToo() {
        assertThat(new MessageReceived("1", "private:3", "3", "", NOON, null).key()).isEqualTo("1");
        assertThat(new RequestReceived("1", "3", Kind.ASKED, "", NOON).key()).isEqualTo("1");
        assertThat(new RosterEntry("1", "3", null, null, NOON).key()).isEqualTo("1/3");
        assertThat(new RosterRemoval("1", "3", NOON).key()).isEqualTo("1/3");
        assertThat(new PresenceChanged("1", "3", State.AWAY, null, SeenBy.QUERY, NOON).key())
                .isEqualTo("1/3");
    }

    private static String data(Answer answer) {
        String json = json(new CommandResult("x", "1", Outcome.ACCEPTED, null, null, answer, NOON));
        String before = "'outcome':'accepted','data':";
        return json.substring(json.indexOf(before) + before.length(), json.lastIndexOf(",'at':"));
    }

    private static String json(Event event) {
        byte @Nullable [] bytes = Json.write(event);
        return new String(Objects.requireNonNull(bytes), StandardCharsets.UTF_8).replace('"', '\'');
    }
}
