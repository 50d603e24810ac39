package io.qqbridge.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.qqbridge.protocol.Answer.Reply;
import io.qqbridge.protocol.Request.Command;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.HexFormat;

import javax.imageio.ImageIO;

/** Who gets in, who is thrown out, and what a client sees of it. */
class SessionsTest {
    private TestGateway gateway;

    @BeforeEach
    void start() throws Exception {
        gateway =
                new TestGateway(TestGateway.SILENT.withAccounts(5).withRefusing(1).withCaptcha(1));
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void withoutALoginEveryCommandIsTurnedAway() throws Exception {
        TestClient anna = gateway.client("10001");

        assertThat(anna.say(new Command.GetMsgEx())).isEqualTo(new Reply.NotLoggedIn());
        assertThat(anna.send("10002", "hi")).isEqualTo(new Reply.NotLoggedIn());
        assertThat(anna.say(new Command.Logout())).isEqualTo(new Reply.NotLoggedIn());
        assertThat(gateway.client("424242").say(new Command.GetMsgEx()))
                .isEqualTo(new Reply.NotLoggedIn());
        assertThat(gateway.loggedIn(1).poll()).isEmpty();
    }

    @Test
    void aLoginIsToldHowOftenToShowItself() throws Exception {
        assertThat(gateway.client("10001").login()).isEqualTo(new Reply.LoggedIn(60, 300));
    }

    @Test
    void aClientThatKeepsAskingStaysLoggedIn() throws Exception {
        TestClient anna = gateway.loggedIn(0);
        for (int i = 0; i < 5; i++) {
            gateway.clock.move(Duration.ofSeconds(299));
            assertThat(anna.poll()).isEmpty();
        }
    }

    @Test
    void aSilentClientIsDroppedUntilItLogsInAgain() throws Exception {
        TestClient anna = gateway.loggedIn(0);
        gateway.clock.move(Duration.ofMinutes(5));

        assertThat(anna.say(new Command.GetMsgEx())).isEqualTo(new Reply.NotLoggedIn());
        assertThat(anna.say(new Command.GetMsgEx())).isEqualTo(new Reply.NotLoggedIn());
        assertThat(anna.login()).isInstanceOf(Reply.LoggedIn.class);
        assertThat(anna.poll()).isEmpty();
    }

    @Test
    void aWrongPasswordAnUnknownNumberAndARefusingAccountSayWhy() throws Exception {
        assertThat(gateway.client("10001").say(new Command.Login("0".repeat(32), "X")))
                .isEqualTo(new Reply.LoginRefused("密码错误"));
        assertThat(gateway.client("424242").login()).isEqualTo(new Reply.LoginRefused("号码不存在"));
        assertThat(gateway.post("VER=1.1&CMD=Login&SEQ=1&UIN=10004&PS=" + TestClient.PASSWORD))
                .isEqualTo("VER=1.1&CMD=Login&SEQ=1&UIN=10004&RES=0&RS=1&RA=登录失败");
    }

    @Test
    void whoReadsTheCaptchaGetsIn() throws Exception {
        TestClient eve = gateway.client("10005");

        String line = gateway.post("VER=1.4&CMD=Login&SEQ=1&UIN=10005&PS=" + TestClient.PASSWORD);
        assertThat(line).startsWith("VER=1.4&CMD=VERIFYCODE&SEQ=1&UIN=10005&RES=0&VC=424d");
        byte[] picture = HexFormat.of().parseHex(line.substring(line.indexOf("&VC=") + 4));
        assertThat(ImageIO.read(new ByteArrayInputStream(picture)).getWidth()).isEqualTo(68);
        assertThat(eve.say(new Command.GetMsgEx())).isEqualTo(new Reply.NotLoggedIn());

        assertThat(eve.say(new Command.VerifyCode("wrong"))).isInstanceOf(Reply.Challenge.class);
        String text = gateway.control("/accounts/10005").get("captcha").asText();
        assertThat(gateway.post("VER=1.4&CMD=VERIFYCODE&SEQ=3&UIN=10005&SC=2&VC=" + text))
                .isEqualTo("VER=1.1&CMD=VERIFYCODE&SEQ=3&UIN=10005&RES=0&RS=0&HI=60&LI=300");
        assertThat(eve.poll()).isEmpty();
    }

    @Test
    void aCaptchaTextThatNobodyAskedForOpensNothing() throws Exception {
        assertThat(gateway.client("10001").say(new Command.VerifyCode("1234")))
                .isEqualTo(new Reply.NotLoggedIn());
    }

    @Test
    void whoseSessionIsTakenOverIsOutUntilTheNextLogin() throws Exception {
        TestClient anna = gateway.loggedIn(0);
        gateway.control("POST", "/accounts/10001/takeover", "");

        assertThat(anna.say(new Command.GetMsgEx())).isEqualTo(new Reply.NotLoggedIn());
        assertThat(gateway.control("/accounts/10001").get("session").asText())
                .isEqualTo("somebody-else");
        assertThat(anna.login()).isInstanceOf(Reply.LoggedIn.class);
        assertThat(anna.poll()).isEmpty();
    }

    @Test
    void whoIsKickedIsOut() throws Exception {
        TestClient anna = gateway.loggedIn(0);
        gateway.control("POST", "/accounts/10001/kick", "");

        assertThat(anna.say(new Command.GetMsgEx())).isEqualTo(new Reply.NotLoggedIn());
    }

    @Test
    void aSecondLoginIsSimplyAFreshSession() throws Exception {
        TestClient anna = gateway.loggedIn(0);
        assertThat(anna.login()).isInstanceOf(Reply.LoggedIn.class);

        assertThat(anna.poll()).isEmpty();
        assertThat(gateway.control("/accounts/10001").get("logins").asInt()).isEqualTo(2);
    }
}
