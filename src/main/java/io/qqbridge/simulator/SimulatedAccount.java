package io.qqbridge.simulator;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/** An account that clients log in to. */
final class SimulatedAccount extends Somebody {
    /** Who has the account's session. There is no token in this protocol: the account is it. */
    enum Holder {
        NOBODY,
        CLIENT,
        SOMEBODY_ELSE
    }

    private final Mailbox mailbox = new Mailbox();
    private final Replay replay = new Replay();
    private final CarriedOut carriedOut;
    private final Set<Somebody> askedBy = new HashSet<>(2);
    private LoginConduct loginConduct;
    private Holder holder = Holder.NOBODY;
    private int chosenState = ONLINE;
    private int logins;
    private @Nullable Instant lastLogin;
    private @Nullable String captcha;

    /**
     * @param accounts how many there are
     */
    SimulatedAccount(long number, LoginConduct loginConduct, int accounts) {
        super(number, Adding.WITH_CONSENT);
        this.loginConduct = loginConduct;
        this.carriedOut = new CarriedOut(accounts);
    }

    @Override
    int state() {
        return holder == Holder.NOBODY || chosenState == INVISIBLE ? OFFLINE : chosenState;
    }

    /** The state that the client chose, invisible included. */
    int chosenState() {
        return chosenState;
    }

    void choose(int state) {
        chosenState = state;
    }

    Holder holder() {
        return holder;
    }

    void holder(Holder newHolder) {
        holder = newHolder;
    }

    void loggedIn(Instant at) {
        holder = Holder.CLIENT;
        chosenState = ONLINE;
        captcha = null;
        logins++;
        lastLogin = at;
    }

    int logins() {
        return logins;
    }

    @Nullable Instant lastLogin() {
        return lastLogin;
    }

    LoginConduct loginConduct() {
        return loginConduct;
    }

    void loginConduct(LoginConduct conduct) {
        loginConduct = conduct;
        captcha = null;
    }

    /** What the captcha picture says that was last shown, while it waits for an answer. */
    @Nullable String captcha() {
        return captcha;
    }

    void captcha(String text) {
        captcha = text;
    }

    /** Who asked to become a contact and has had no answer. */
    Set<Somebody> askedBy() {
        return askedBy;
    }

    Mailbox mailbox() {
        return mailbox;
    }

    Replay replay() {
        return replay;
    }

    CarriedOut carriedOut() {
        return carriedOut;
    }
}
