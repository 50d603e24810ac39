package io.qqbridge.security;

/** What is written where it belongs, and then looked for everywhere else. */
final class Planted {
    /** The password of every account at the simulator. */
    static final String PASSWORD = "Zaunkoenig-7h3-p4ss";

    /** One that is refused. */
    static final String WRONG = "Rotkehlchen-wr0ng-p4ss";

    /** What people write, and the text of a command. */
    static final String TEXT = "grasmuecke-8731-singt";

    private Planted() {}

    /** What finds either password, and their MD5s. */
    static Canary passwords() throws Exception {
        return new Canary().password(PASSWORD).password(WRONG);
    }

    /** What finds the text. */
    static Canary texts() {
        return new Canary().text(TEXT);
    }
}
