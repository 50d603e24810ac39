package io.qqbridge.simulator;

/** How an account meets a login with the right password. */
sealed interface LoginConduct {
    /** What the article's example says to a refused login. */
    String REFUSED = "登录失败";

    record Accept() implements LoginConduct {}

    record Refuse(String reason) implements LoginConduct {}

    record AskCaptcha() implements LoginConduct {}
}
