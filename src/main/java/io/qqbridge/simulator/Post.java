package io.qqbridge.simulator;

import io.qqbridge.protocol.Message;

/** Brings messages to accounts. */
final class Post {
    private final Stats stats;

    Post(Stats stats) {
        this.stats = stats;
    }

    /** Waits for the account, logged in or not, behind what came before. */
    void deliver(SimulatedAccount to, Message message) {
        stats.messageQueued();
        if (!to.mailbox().put(message)) {
            stats.messageDropped();
        }
    }

    /** Tells the contacts who are logged in; the others ask with Query_Stat when they come. */
    void announceState(Somebody of) {
        Message news = new Message(Message.SYSTEM, of.uin(), Integer.toString(of.state()));
        for (Somebody contact : of.contacts()) {
            if (contact instanceof SimulatedAccount account
                    && account.holder() != SimulatedAccount.Holder.NOBODY) {
                deliver(account, news);
            }
        }
    }
}
