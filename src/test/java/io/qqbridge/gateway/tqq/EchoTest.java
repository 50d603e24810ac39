package io.qqbridge.gateway.tqq;

import static org.assertj.core.api.Assertions.assertThat;

import io.qqbridge.event.Command;
import io.qqbridge.gateway.Secret;
import io.qqbridge.gateway.Session.Executed;
import io.qqbridge.gateway.Session.Received;
import io.qqbridge.gateway.Session.SignIn;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;

/** A gateway that says back what a login told it. */
class EchoTest {
    private static final String MD5 = "e10adc3949ba59abbe56e057f20f883e";

    private final ScriptedGateway gateway = new ScriptedGateway();
    private final Echo echo = new Echo(Secret.ofPassword("123456"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                MD5,
                "E10ADC3949BA59ABBE56E057F20F883E",
                "e10adC3949Ba59abbe56e057f20f883E",
                "%6510adc3949ba59abbe56e057f20f883%45",
                "e%310adc3949ba59abbe56e057f20f883%2565",
                "%252565%31%30%61%64%63%33%39%34%39%62%61%35%39%61%62%62%65%35%36%65%30%35%37%66"
                        + "%32%30%66%38%38%33%65"
            })
    void isHiddenInARefusalHoweverItIsSpelt(String spelt) {
        gateway.says("RES=0&RS=1&RA=密码 " + spelt + "错," + spelt);

        assertThat(gateway.session().signIn())
                .isEqualTo(new SignIn.Refused("密码 (hidden)错,(hidden)"));
    }

    @Test
    void isHiddenInAnAnswerThatCannotBeRead() {
        gateway.saysRaw("<html>PS=" + MD5 + "&M5=1</html>");

        assertThat(gateway.session().receive())
                .isInstanceOfSatisfying(
                        Received.Unreadable.class,
                        no ->
                                assertThat(new String(no.answer(), StandardCharsets.UTF_8))
                                        .isEqualTo("<html>PS=(hidden)&M5=1</html>"));
    }

    @Test
    void isHiddenInWhatIsHandedOverAndGoesToTheJournal() {
        gateway.says("RES=0&MN=1&MT=9&UN=4711&MG=" + MD5);

        assertThat(gateway.session().receive())
                .isInstanceOfSatisfying(
                        Received.Batch.class,
                        batch -> {
                            assertThat(new String(batch.answer(), StandardCharsets.UTF_8))
                                    .endsWith("&MG=(hidden)");
                            assertThat(batch.events().toString()).doesNotContain(MD5);
                        });
    }

    @Test
    void isHiddenInAReasonOfTheHttpLibrary() {
        gateway.doesNotAnswer("a header without a colon: " + MD5)
                .doesNotAnswer("a header without a colon: " + MD5);
        TqqSession session = gateway.session();

        assertThat(session.signIn())
                .isEqualTo(new SignIn.Unreachable("a header without a colon: (hidden)"));
        assertThat(session.execute(new Command.ListContacts(), "7"))
                .isEqualTo(new Executed.NotSent("a header without a colon: (hidden)"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "%",
                "%25",
                "e10adc3949ba59abbe56e057f20f883",
                "e10adc3949ba59abbe56e057f20f883%",
                "e10adc3949ba59abbe56e057f20f883%6",
                "e10adc3949ba59abbe56e057f20f883%25",
                "e10adc3949ba59abbe56e057f20f883f",
                "e10adc3949ba59abbe56e057f20f883%66"
            })
    void whatIsNotItStaysTheSameBytes(String other) {
        byte[] bytes = other.getBytes(StandardCharsets.UTF_8);

        assertThat(echo.hiddenIn(bytes)).isSameAs(bytes);
    }

    @Test
    void bytesAroundItStayAsTheyAre() {
        byte[] bytes = ("\0\u0080" + MD5 + MD5 + "\u00ffe1").getBytes(StandardCharsets.ISO_8859_1);

        assertThat(echo.hiddenIn(bytes))
                .isEqualTo(
                        "\0\u0080(hidden)(hidden)\u00ffe1".getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void startsWhereItsFirstDigitsWereSaidBefore() {
        assertThat(echo.hiddenIn("e10ade" + MD5)).isEqualTo("e10ade(hidden)");
        assertThat(echo.hiddenIn("%25" + MD5)).isEqualTo("%25(hidden)");
    }
}
