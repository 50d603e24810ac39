package io.qqbridge.gateway;

/** A chat network. */
public interface Gateway {
    /** A session of this account, not yet logged in; must not touch the network. */
    Session session(Account account);
}
