package io.qqbridge.gateway.tqq;

import static org.assertj.core.api.Assertions.assertThat;

import io.qqbridge.event.Command;
import io.qqbridge.event.State;
import io.qqbridge.gateway.Session.Executed;
import io.qqbridge.gateway.Session.SignIn;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;

class LoggingInTest {
    private static final SignIn USUAL =
            new SignIn.Online(Duration.ofSeconds(60), Duration.ofSeconds(300));

    private final ScriptedGateway gateway = new ScriptedGateway();

    @Test
    void aLoginIsTheArticlesLine() {
        gateway.says("RES=0&RS=0&HI=60&LI=300");

        assertThat(gateway.session().signIn()).isEqualTo(USUAL);
        assertThat(gateway.lines)
                .containsExactly(
                        "VER=1.1&CMD=Login&SEQ=100&UIN=29501213"
                                + "&PS=e10adc3949ba59abbe56e057f20f883e&M5=1&LC=9326B87B234E7235");
    }

    @Test
    void theGatewaySaysHowOftenItWantsSignsOfLife() {
        gateway.says("RES=0&RS=0&HI=7&LI=20");

        assertThat(gateway.session().signIn())
                .isEqualTo(new SignIn.Online(Duration.ofSeconds(7), Duration.ofSeconds(20)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"RES=0&RS=0", "RES=0&RS=0&HI=0&LI=0", "RES=0&RS=0&HI=-1&LI=-5"})
    void timesThatMakeNoSenseMeanTheUsualOnes(String fields) {
        gateway.says(fields);

        assertThat(gateway.session().signIn()).isEqualTo(USUAL);
    }

    @Test
    void aRefusalHasTheGatewaysReason() {
        gateway.says("RES=0&RS=1&RA=登录失败");

        assertThat(gateway.session().signIn()).isEqualTo(new SignIn.Refused("登录失败"));
    }

    /** It is told in the log, and must not look like a line of its own there. */
    @Test
    void itIsOneLineWhateverTheGatewaySends() {
        gateway.says("RES=0&RS=1&RA=no%0a2026-11-27 all is well%1b[2J");

        assertThat(gateway.session().signIn())
                .isEqualTo(new SignIn.Refused("no 2026-11-27 all is well [2J"));
    }

    @Test
    void aPictureIsAChallengeThoughItAnswersAnotherCommand() {
        gateway.saysRaw("VER=1.4&CMD=VERIFYCODE&SEQ=100&UIN=29501213&RES=0&VC=474946");

        assertThat(gateway.session().signIn()).isEqualTo(new SignIn.Challenged("474946"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NULL|it does not know protocol version 1.1 (key qq.gateway.version)",
                "VER=1.1&CMD=Login&SEQ=100&UIN=29501213&RES=7|it answered RES=7",
                "VER=1.1&CMD=Login&SEQ=100&UIN=29501213&RES=20|it answered RES=20",
                "VER=1.1&CMD=Login&SEQ=99&UIN=29501213&RES=0&RS=0"
                        + "|its answer cannot be read: its SEQ is not the one that was sent",
                "VER=1.1&CMD=LOGOUT&SEQ=100&UIN=29501213&RES=0"
                        + "|its answer cannot be read: it answers another command than Login"
            })
    void whatIsNoAnswerToALoginIsTriedAgain(String answer, String reason) {
        gateway.saysRaw(answer);

        assertThat(gateway.session().signIn()).isEqualTo(new SignIn.Unreachable(reason));
    }

    @Test
    void aGatewayThatIsAwayIsUnreachable() {
        gateway.isNotThere().doesNotAnswer();
        TqqSession session = gateway.session();

        assertThat(session.signIn()).isEqualTo(new SignIn.Unreachable("nobody listens"));
        assertThat(session.signIn()).isEqualTo(new SignIn.Unreachable("no answer within 10 s"));
    }

    @Test
    void eachLoginHasAMarkOfItsOwn() {
        gateway.isNotThere().doesNotAnswer();
        TqqSession session = gateway.session();
        for (int i = 0; i < 3; i++) {
            assertThat(session.signIn()).isNotNull();
        }

        assertThat(gateway.seqs()).containsExactly("100", "101", "102");
    }

    @Test
    void anInvisibleAccountIsMadeSoAfterEachLogin() {
        TqqSession session = gateway.session(Dialect.DEFAULT, State.INVISIBLE);
        for (int i = 0; i < 2; i++) {
            gateway.lines.clear();
            gateway.says("RES=0&RS=0");

            assertThat(session.signIn()).isEqualTo(USUAL);
            assertThat(gateway.lines).hasSize(2);
            assertThat(gateway.lines.get(1))
                    .startsWith("VER=1.1&CMD=Change_Stat&")
                    .endsWith("&ST=40");
        }
    }

    @Test
    void aRefusedLoginChangesNoState() {
        gateway.says("RES=0&RS=1");

        assertThat(gateway.session(Dialect.DEFAULT, State.INVISIBLE).signIn())
                .isEqualTo(new SignIn.Refused(""));
        assertThat(gateway.lines).hasSize(1);
    }

    @Test
    void aStateThatWasChangedOutlivesTheLogin() {
        TqqSession session = gateway.session();
        assertThat(session.execute(new Command.ChangeState(State.BUSY), "7"))
                .isEqualTo(new Executed.Accepted(null));
        gateway.lines.clear();
        gateway.says("RES=0&RS=0");

        assertThat(session.signIn()).isEqualTo(USUAL);

        assertThat(gateway.lines.getLast()).contains("CMD=Change_Stat").endsWith("&ST=30");
    }

    @Test
    void aStateThatTheGatewayDidNotTakeDoesNot() {
        TqqSession session = gateway.session();
        gateway.says("RES=7").says("RES=0&RS=0");
        assertThat(session.execute(new Command.ChangeState(State.BUSY), "7"))
                .isInstanceOf(Executed.Rejected.class);

        assertThat(session.signIn()).isEqualTo(USUAL);

        assertThat(gateway.lines.getLast()).contains("CMD=Login");
    }

    @Test
    void aLogoutIsSaidToTheGateway() {
        gateway.session().signOut();

        assertThat(gateway.lines).containsExactly("VER=1.1&CMD=Logout&SEQ=100&UIN=29501213");
    }
}
