package io.qqbridge.security;

import static io.qqbridge.security.Planted.PASSWORD;
import static io.qqbridge.security.Planted.WRONG;

import java.util.Locale;

/**
 * The accounts of a configuration without mistakes: one that goes online for each fault, one that
 * is refused, and one that shall read a picture.
 */
final class GoodAccounts {
    /** So many go online: the first ones. */
    static final int ONLINE = EveryFault.KINDS.size();

    /** The place of the one that has another password here than at the simulator. */
    static final int REFUSED = ONLINE;

    /** The place of the one that shall read a picture: the simulator's last. */
    static final int CHALLENGED = ONLINE + 1;

    /** So many there are. */
    static final int ALL = ONLINE + 2;

    private GoodAccounts() {}

    /** The UIN of the account at a place, from 0. */
    static String uin(int place) {
        return Integer.toString(10001 + place);
    }

    /** How a log calls the account at a place. */
    static String alias(int place) {
        return "account-%d".formatted(place + 1);
    }

    /** Their lines in {@code accounts.yaml}. */
    static String lines() throws Exception {
        String md5 = Canary.md5(PASSWORD);
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < ALL; i++) {
            String secret =
                    i == 1
                            ? "password-md5: " + md5.toUpperCase(Locale.ROOT)
                            : "password: " + (i == REFUSED ? WRONG : PASSWORD);
            lines.append("  - {uin: %s, %s}%n".formatted(uin(i), secret));
        }
        return lines.toString();
    }
}
