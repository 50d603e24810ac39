package io.qqbridge.simulator;

import io.qqbridge.protocol.Answer.Reply;
import io.qqbridge.protocol.Message;
import io.qqbridge.protocol.Request.Command;

import org.jspecify.annotations.Nullable;

/** How people become contacts and stop being so. Being contacts is mutual in this gateway. */
final class Friendships {
    private static final int ACCEPT = 0;
    private static final int REFUSE = 1;
    private static final int ASK = 2;
    private static final String WHO_ARE_YOU = "请说明你是谁";

    private final World world;
    private final Post post;

    Friendships(World world, Post post) {
        this.world = world;
        this.post = post;
    }

    Reply add(SimulatedAccount account, String uin) {
        @Nullable Somebody other = world.find(uin);
        if (other == null) {
            return Refusal.NOBODY_THERE.reply();
        }
        if (other == account) {
            return Refusal.SENSELESS.reply();
        }
        if (account.knows(other)) {
            return new Reply.AddResult(Adding.ANYBODY.code(), uin);
        }
        if (other.adding() == Adding.ANYBODY) {
            befriend(account, other);
        }
        return new Reply.AddResult(other.adding().code(), uin);
    }

    Reply acknowledge(SimulatedAccount account, Command.AckAddToList ack) {
        @Nullable Somebody other = world.find(ack.contact());
        if (other == null) {
            return Refusal.NOBODY_THERE.reply();
        }
        if (other == account) {
            return Refusal.SENSELESS.reply();
        }
        return switch (ack.answer()) {
            case ACCEPT -> accept(account, other, ack.words());
            case REFUSE -> refuse(account, other, ack.words());
            case ASK -> ask(account, other, ack.words());
            default -> Refusal.SENSELESS.reply();
        };
    }

    Reply delete(SimulatedAccount account, String uin) {
        @Nullable Somebody other = world.find(uin);
        if (other == null) {
            return Refusal.NOBODY_THERE.reply();
        }
        if (!account.knows(other)) {
            return Refusal.NOT_RELATED.reply();
        }
        account.part(other);
        return new Reply.Done();
    }

    /** Somebody asks an account to become a contact; once, however often they say it. */
    void askAccount(Somebody asker, SimulatedAccount asked, String words) {
        if (asked.askedBy().add(asker)) {
            post.deliver(asked, new Message(Message.ASKED, asker.uin(), words));
        }
    }

    private Reply accept(SimulatedAccount account, Somebody asker, String words) {
        if (!account.askedBy().contains(asker)) {
            return Refusal.NOT_RELATED.reply();
        }
        befriend(account, asker);
        tell(asker, new Message(Message.ACCEPTED, account.uin(), words));
        return new Reply.Done();
    }

    private Reply refuse(SimulatedAccount account, Somebody asker, String words) {
        if (!account.askedBy().remove(asker)) {
            return Refusal.NOT_RELATED.reply();
        }
        tell(asker, new Message(Message.REFUSED, account.uin(), words));
        return new Reply.Done();
    }

    private Reply ask(SimulatedAccount account, Somebody other, String words) {
        if (other.adding() == Adding.NOBODY && !account.knows(other)) {
            return Refusal.UNWANTED.reply();
        }
        if (account.knows(other)) {
            return new Reply.Done();
        }
        switch (other) {
            case SimulatedAccount asked -> askAccount(account, asked, words);
            case SimulatedContact asked -> answerAtOnce(account, asked, words);
        }
        return new Reply.Done();
    }

    /** A simulated contact takes everybody who says something about themselves. */
    private void answerAtOnce(SimulatedAccount account, SimulatedContact asked, String words) {
        if (words.isBlank()) {
            post.deliver(account, new Message(Message.REFUSED, asked.uin(), WHO_ARE_YOU));
        } else {
            befriend(account, asked);
            post.deliver(account, new Message(Message.ACCEPTED, asked.uin(), ""));
        }
    }

    private void tell(Somebody asker, Message message) {
        switch (asker) {
            case SimulatedAccount account -> post.deliver(account, message);
            case SimulatedContact contact -> {} // nobody reads a simulated contact's messages
        }
    }

    private static void befriend(SimulatedAccount account, Somebody other) {
        account.befriend(other);
        account.askedBy().remove(other);
        if (other instanceof SimulatedAccount otherAccount) {
            otherAccount.askedBy().remove(account);
        }
    }
}
