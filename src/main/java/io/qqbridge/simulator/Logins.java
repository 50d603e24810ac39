package io.qqbridge.simulator;

import io.qqbridge.protocol.Answer.Reply;
import io.qqbridge.protocol.Request.Command;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/** Who gets in, and what the others are told. */
final class Logins {
    /** What is said to a number that nobody has. */
    static final String NO_SUCH_NUMBER = "号码不存在";

    static final String WRONG_PASSWORD = "密码错误";

    private final Sessions sessions;
    private final String passwordMd5;
    private final int signOfLifeSeconds;
    private final int silenceLimitSeconds;
    private final RandomGenerator random;

    Logins(Sessions sessions, SimulatorOptions options, RandomGenerator random) {
        this.sessions = sessions;
        this.passwordMd5 = md5(options.password());
        this.signOfLifeSeconds = Math.toIntExact(options.signOfLife().toSeconds());
        this.silenceLimitSeconds = Math.toIntExact(options.silenceLimit().toSeconds());
        this.random = random;
    }

    /**
     * A challenge comes whatever version the client speaks: one that does not know it has to cope
     * with it as well.
     */
    Reply login(SimulatedAccount account, Command.Login login) {
        if (!passwordMd5.equalsIgnoreCase(login.passwordMd5())) {
            return new Reply.LoginRefused(WRONG_PASSWORD);
        }
        return switch (account.loginConduct()) {
            case LoginConduct.Accept() -> letIn(account);
            case LoginConduct.Refuse(String reason) -> new Reply.LoginRefused(reason);
            case LoginConduct.AskCaptcha() -> challenge(account);
        };
    }

    /** A wrong text gets another picture; a text that nobody asked for finds nobody logged in. */
    Reply verify(SimulatedAccount account, String text) {
        @Nullable String wanted = account.captcha();
        if (wanted == null) {
            return new Reply.NotLoggedIn();
        }
        return wanted.equals(text.strip()) ? letIn(account) : challenge(account);
    }

    private Reply letIn(SimulatedAccount account) {
        sessions.begin(account);
        return new Reply.LoggedIn(signOfLifeSeconds, silenceLimitSeconds);
    }

    private Reply challenge(SimulatedAccount account) {
        String text = Integer.toString(random.nextInt(1000, 10000));
        account.captcha(text);
        return new Reply.Challenge(CaptchaPicture.hex(text));
    }

    private static String md5(String password) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("MD5")
                                    .digest(password.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has MD5", e);
        }
    }
}
