package io.qqbridge.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.qqbridge.protocol.Answer.Reply;
import io.qqbridge.protocol.Request.Command;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

class TypesTest {
    @ParameterizedTest
    @EnumSource
    void aCommandIsFoundInAnyCase(Cmd cmd) {
        assertThat(Cmd.find(cmd.inRequest())).isEqualTo(cmd);
        assertThat(Cmd.find(cmd.inAnswer())).isEqualTo(cmd);
        assertThat(Cmd.find(cmd.inRequest().toLowerCase(Locale.ROOT))).isEqualTo(cmd);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Get", "GetMsg", "Login "})
    void aWordThatIsNoCommandIsNotFound(String word) {
        assertThat(Cmd.find(word)).isNull();
    }

    @Test
    void anAvatarsPictureIsCountedInThrees() {
        assertThat(new OnlineContact("1", 10, 270, null).picture()).isEqualTo(91);
        assertThat(new Person("1", 0, null).picture()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 20})
    void aFailureIsNeitherSuccessNorALostSession(int res) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Reply.Failed(res));
    }

    @Test
    void aReplyKeepsItsListWhateverBecomesOfTheOneItWasGiven() {
        List<String> contacts = new ArrayList<>(List.of("1"));
        Reply.Contacts reply = new Reply.Contacts(true, contacts);
        contacts.clear();

        assertThat(reply.contacts()).containsExactly("1");
    }

    @Test
    void whereSomeHaveNicknamesTheOthersAreEmpty() {
        assertThat(
                        written(
                                "QUERY_STAT",
                                new Reply.OnlineContacts(
                                        false,
                                        List.of(
                                                new OnlineContact("3", 10, 0, null),
                                                new OnlineContact("4", 30, 270, "a,b")))))
                .endsWith("&RES=0&FC=0,270,&FN=0&SN=2&ST=10,30,&UN=3,4,&NK=,a%2cb,");
    }

    @Test
    void aProfileIsWrittenInTheWiresOrder() {
        assertThat(
                        written(
                                "GETINFO",
                                new Reply.Profile(
                                        Map.of(
                                                ProfileField.NICKNAME, "50%,",
                                                ProfileField.UIN, "3",
                                                ProfileField.ADDRESS, "x"))))
                .endsWith("&RES=0&AD=x&UN=3&NK=50%2525%252c");
    }

    @Test
    void noContactsAreWrittenAsAnEmptyList() {
        assertThat(written("LIST", new Reply.Contacts(true, List.of())))
                .endsWith("&RES=0&FN=1&SN=0&UN=");
    }

    @Test
    void whatIsNotUnicodeIsNotWritten() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        new Request("1.1", "1", "2", new Command.CltMsg("3", "\ud800"))::encode);
        assertThatIllegalArgumentException()
                .isThrownBy(
                        new Answer("1.1", "Login", "1", "2", new Reply.LoginRefused("\udc00x"))
                                ::encode);
    }

    @Test
    void theRequestsThatNoPublishedLineShowsAreWrittenInTheArticlesOrder() {
        assertThat(written(new Command.AckAddToList("3", 2, "hi, it's me")))
                .isEqualTo("VER=1.1&CMD=Ack_AddToList&SEQ=1&UIN=2&UN=3&CD=2&RS=hi%2c it's me");
        assertThat(written(new Command.DelFromList("3")))
                .isEqualTo("VER=1.1&CMD=DelFromList&SEQ=1&UIN=2&UN=3");
        assertThat(written(new Command.ChangeStat(30)))
                .isEqualTo("VER=1.1&CMD=Change_Stat&SEQ=1&UIN=2&ST=30");
        assertThat(written(new Command.Logout())).isEqualTo("VER=1.1&CMD=Logout&SEQ=1&UIN=2");
        assertThat(written(new Command.VerifyCode("abcd")))
                .isEqualTo("VER=1.1&CMD=VERIFYCODE&SEQ=1&UIN=2&SC=2&VC=abcd");
    }

    private static String written(Command command) {
        byte[] line = new Request("1.1", "1", "2", command).encode();
        return new String(line, StandardCharsets.UTF_8);
    }

    private static String written(String cmd, Reply reply) {
        byte[] line = new Answer("1.1", cmd, "1", "2", reply).encode();
        return new String(line, StandardCharsets.UTF_8);
    }
}
