package io.qqbridge.gateway;

import io.qqbridge.event.State;

/**
 * An account to keep online.
 *
 * @param uin its number, as text; an opaque id outside the network's own package
 * @param alias what logs and meters call it; never the UIN itself unless the operator chose so
 * @param state how it shows itself after a login
 */
public record Account(String uin, String alias, Secret secret, State state) {
    /** An account that is no longer configured, of which something is left to deliver. */
    static Account former(String uin) {
        return new Account(uin, "a former account", Secret.ofPassword(""), State.OFFLINE);
    }
}
