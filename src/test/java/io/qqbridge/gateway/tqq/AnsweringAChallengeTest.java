package io.qqbridge.gateway.tqq;

import static org.assertj.core.api.Assertions.assertThat;

import io.qqbridge.event.State;
import io.qqbridge.gateway.Session.SignIn;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;

class AnsweringAChallengeTest {
    private static final String ENVELOPE = "VER=1.4&SEQ=100&UIN=29501213&RES=0&CMD=";

    private final ScriptedGateway gateway = new ScriptedGateway();

    @Test
    void anAnswerIsTheLineThatClientsOfTheTimeSent() {
        gateway.saysRaw(ENVELOPE + "VERIFYCODE");

        assertThat(gateway.session().answer("a&b")).isInstanceOf(SignIn.Online.class);
        assertThat(gateway.lines)
                .containsExactly("VER=1.1&CMD=VERIFYCODE&SEQ=100&UIN=29501213&SC=2&VC=a%26b");
    }

    @ParameterizedTest
    @CsvSource({
        "VERIFYCODE, 60, 300",
        "VERIFYCODE&RS=0&HI=7&LI=20, 7, 20",
        "Login&RS=0&HI=7&LI=20, 7, 20"
    })
    void aRightOneIsALogin(String rest, int signOfLife, int silence) {
        gateway.saysRaw(ENVELOPE + rest);

        assertThat(gateway.session().answer("1234"))
                .isEqualTo(
                        new SignIn.Online(
                                Duration.ofSeconds(signOfLife), Duration.ofSeconds(silence)));
    }

    @Test
    void aWrongOneBringsAnotherPicture() {
        gateway.saysRaw(ENVELOPE + "VERIFYCODE&VC=424d");

        assertThat(gateway.session().answer("1234")).isEqualTo(new SignIn.Challenged("424d"));
    }

    @Test
    void aRefusalIsOne() {
        gateway.saysRaw(ENVELOPE + "VERIFYCODE&RS=1&RA=no");

        assertThat(gateway.session().answer("1234")).isEqualTo(new SignIn.Refused("no"));
    }

    @Test
    void oneThatComesTooLateIsNoLogin() {
        gateway.saysRaw("VER=1.4&SEQ=100&UIN=29501213&RES=20&CMD=VERIFYCODE");

        assertThat(gateway.session().answer("1234"))
                .isEqualTo(new SignIn.Unreachable("it answered RES=20"));
    }

    @Test
    void anInvisibleAccountIsMadeSoAfterItToo() {
        TqqSession session = gateway.session(Dialect.DEFAULT, State.INVISIBLE);
        gateway.says("RES=0");

        assertThat(session.answer("1234")).isInstanceOf(SignIn.Online.class);
        assertThat(gateway.lines.getLast()).contains("CMD=Change_Stat").endsWith("&ST=40");
    }
}
