package io.qqbridge.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.qqbridge.protocol.Answer.Reply;
import io.qqbridge.protocol.Request.Command;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** What other people's programs may write, and still be understood. */
class LenienceTest {
    private static final String ENVELOPE = "VER=1.1&CMD=GETMSGEX&SEQ=1&UIN=2&RES=0";

    @ParameterizedTest
    @ValueSource(strings = {"", "&", "\n", "\r\n", "&\n", "&\r\n", "\r\n&"})
    void aLineMayEndInManyWays(String end) {
        assertThat(Request.decode(utf8("VER=1.1&CMD=CLTMSG&SEQ=1&UIN=2&UN=3&MG=hi " + end)))
                .isEqualTo(
                        new Decoded.Good<>(
                                new Request("1.1", "1", "2", new Command.CltMsg("3", "hi "))));
        assertThat(Answer.decode(utf8("NULL" + end)))
                .isEqualTo(new Decoded.Good<>(Answer.unknownVersion()));
    }

    @Test
    void fieldsComeInAnyOrder() {
        assertThat(messages("MG=hi,&UN=3,&MN=1&RES=0&UIN=2&MT=9,&SEQ=1&CMD=GETMSGEX&VER=1.1"))
                .containsExactly(new Message(9, "3", "hi"));
    }

    @Test
    void theFirstFieldOfANameCounts() {
        assertThat(messages(ENVELOPE + "&MN=1&MT=9&UN=3&MG=hi&MN=2&MG=no&RES=20"))
                .containsExactly(new Message(9, "3", "hi"));
    }

    @Test
    void fieldsThatNobodyKnowsAreIgnored() {
        assertThat(messages(ENVELOPE + "&X&=&=y&MGX=no&M=no&MN=1&MT=9&UN=3&MG=hi&mg=no"))
                .containsExactly(new Message(9, "3", "hi"));
    }

    @Test
    void anEqualsSignAfterTheFirstBelongsToTheValue() {
        assertThat(messages(ENVELOPE + "&MN=1&MT=9&UN=3&MG=1+1=2"))
                .containsExactly(new Message(9, "3", "1+1=2"));
    }

    @Test
    void blanksRoundNumbersAndNamesAreNobodysText() {
        assertThat(
                        reply(
                                "VER= 1.1 &CMD= getmsgex\t&SEQ= 1 &UIN= 2 &RES= 0 &MN= 2 &"
                                        + "MT= 99 , 9 , &UN= 3 , 4 , &MG= 30 , hi ,"))
                .isEqualTo(
                        new Answer(
                                "1.1",
                                "getmsgex",
                                "1",
                                "2",
                                new Reply.Messages(
                                        List.of(
                                                new Message(99, "3", " 30 "),
                                                new Message(9, "4", " hi ")))));
    }

    @Test
    void aListMayEndWithACommaOrNot() {
        assertThat(messages(ENVELOPE + "&MN=2&MT=9,9&UN=3,4,&MG=a,b"))
                .isEqualTo(messages(ENVELOPE + "&MN=2&MT=9,9,&UN=3,4&MG=a,b,"));
    }

    @Test
    void aMessageMayBeEmptyWhereverItStands() {
        assertThat(messages(ENVELOPE + "&MN=1&MT=9&UN=3&MG="))
                .extracting("text")
                .containsExactly("");
        assertThat(messages(ENVELOPE + "&MN=1&MT=9&UN=3&MG=,"))
                .extracting("text")
                .containsExactly("");
        assertThat(messages(ENVELOPE + "&MN=3&MT=9,9,9&UN=3,3,3&MG=,a,,"))
                .extracting("text")
                .containsExactly("", "a", "");
        assertThat(messages(ENVELOPE + "&MN=3&MT=9,9,9&UN=3,3,3&MG=,a,"))
                .extracting("text")
                .containsExactly("", "a", "");
    }

    @Test
    void noMessagesMayHaveEmptyLists() {
        assertThat(messages(ENVELOPE + "&MN=0&MT=&UN=&MG=")).isEmpty();
    }

    @Test
    void noContactsMayHaveNoLists() {
        assertThat(reply("VER=1.1&CMD=LIST&SEQ=1&UIN=2&RES=0&FN=0&SN=0").reply())
                .isEqualTo(new Reply.Contacts(false, List.of()));
        assertThat(reply("VER=1.1&CMD=QUERY_STAT&SEQ=1&UIN=2&RES=0&FN=1&SN=0").reply())
                .isEqualTo(new Reply.OnlineContacts(true, List.of()));
        assertThat(reply("VER=1.1&CMD=FINGER&SEQ=1&UIN=2&RES=0&FN=1&SN=0").reply())
                .isEqualTo(new Reply.People(true, List.of()));
    }

    @Test
    void messageTypesAndStatesThatNobodyKnowsArePassedOn() {
        assertThat(messages(ENVELOPE + "&MN=1&MT=-77&UN=10000&MG=x"))
                .containsExactly(new Message(-77, "10000", "x"));
    }

    @Test
    void theAccountAndTheMarkMayBeEmptyOrMissing() {
        assertThat(reply("VER=1.1&CMD=Login&SEQ=&UIN=&RES=0&RS=0&HI=60&LI=300"))
                .isEqualTo(reply("VER=1.1&CMD=Login&RES=0&RS=0&HI=60&LI=300"))
                .isEqualTo(new Answer("1.1", "Login", "", "", new Reply.LoggedIn(60, 300)));
    }

    @Test
    void aLoginThatSaysNoTimesMeansTheUsualOnes() {
        assertThat(reply("VER=1.1&CMD=Login&SEQ=1&UIN=2&RES=0&RS=0").reply())
                .isEqualTo(new Reply.LoggedIn(60, 300));
    }

    @Test
    void anyRefusalOfALoginIsARefusalWithOrWithoutAReason() {
        assertThat(reply("VER=1.1&CMD=Login&SEQ=1&UIN=2&RES=0&RS=7").reply())
                .isEqualTo(new Reply.LoginRefused(""));
    }

    @Test
    void aFailureNeedsNothingButItsCode() {
        assertThat(reply("VER=1.1&CMD=LIST&SEQ=1&UIN=2&RES=-5").reply())
                .isEqualTo(new Reply.Failed(-5));
        assertThat(reply("VER=1.1&CMD=LIST&SEQ=1&UIN=2&RES=20&SN=many").reply())
                .isEqualTo(new Reply.NotLoggedIn());
    }

    @Test
    void aProfileSaysWhatItSaysInTheWiresOrder() {
        assertThat(reply("VER=1.1&CMD=GETINFO&SEQ=1&UIN=2&RES=0&NK= x &XX=1&AG= 7 ").reply())
                .isInstanceOfSatisfying(
                        Reply.Profile.class,
                        profile ->
                                assertThat(profile.fields())
                                        .containsExactly(
                                                Map.entry(ProfileField.AGE, "7"),
                                                Map.entry(ProfileField.NICKNAME, " x ")));
    }

    @Test
    void aReplacementCharacterThatWasSentIsAText() {
        assertThat(messages(ENVELOPE + "&MN=1&MT=9&UN=3&MG=\ufffd"))
                .containsExactly(new Message(9, "3", "\ufffd"));
    }

    private static List<Message> messages(String line) {
        return ((Reply.Messages) reply(line).reply()).messages();
    }

    private static Answer reply(String line) {
        return switch (Answer.decode(utf8(line))) {
            case Decoded.Good<Answer>(Answer answer) -> answer;
            case Decoded.Malformed<Answer> malformed -> throw new AssertionError(malformed);
        };
    }

    private static byte[] utf8(String line) {
        return line.getBytes(StandardCharsets.UTF_8);
    }
}
