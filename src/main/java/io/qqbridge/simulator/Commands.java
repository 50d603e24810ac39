package io.qqbridge.simulator;

import io.qqbridge.protocol.Answer.Reply;
import io.qqbridge.protocol.Message;
import io.qqbridge.protocol.OnlineContact;
import io.qqbridge.protocol.Request.Command;

import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.List;
import java.util.Set;

/** What each command does, for an account that is logged in. */
final class Commands {
    /** More than so many entries do not go into one page, whatever the client asks for. */
    static final int LONGEST_PAGE = 1000;

    private static final Set<Integer> STATES = Set.of(10, 20, 30, 40, 50, 60, 70);

    /** A simulated contact that has been written to. */
    interface Listener {
        void heard(SimulatedContact contact, SimulatedAccount from);
    }

    private final World world;
    private final Sessions sessions;
    private final Logins logins;
    private final Friendships friendships;
    private final Post post;
    private final Supply supply;
    private final Stats stats;
    private final Listener listener;

    Commands(
            World world,
            Sessions sessions,
            Logins logins,
            Friendships friendships,
            Post post,
            Supply supply,
            Stats stats,
            Listener listener) {
        this.world = world;
        this.sessions = sessions;
        this.logins = logins;
        this.friendships = friendships;
        this.post = post;
        this.supply = supply;
        this.stats = stats;
        this.listener = listener;
    }

    Reply carryOut(SimulatedAccount account, Command command) {
        return switch (command) {
            case Command.Login login -> logins.login(account, login);
            case Command.VerifyCode(String text) -> logins.verify(account, text);
            case Command.ListContacts(int most, String after) -> list(account, most, after);
            case Command.QueryStat(int most, String after) -> whoIsOnline(account, most, after);
            case Command.GetInfo(int level, String contact) -> profile(level, contact);
            case Command.AddToList(String contact) -> friendships.add(account, contact);
            case Command.AckAddToList ack -> friendships.acknowledge(account, ack);
            case Command.DelFromList(String contact) -> friendships.delete(account, contact);
            case Command.ChangeStat(int state) -> changeState(account, state);
            case Command.GetMsgEx() -> handOver(account);
            case Command.CltMsg(String to, String text) -> send(account, to, text);
            case Command.Finger finger -> search(finger);
            case Command.Logout() -> logout(account);
        };
    }

    private Reply list(SimulatedAccount account, int most, String after) {
        @Nullable Collection<Somebody> rest = restOf(account, after);
        if (rest == null) {
            return Refusal.SENSELESS.reply();
        }
        List<String> page = rest.stream().limit(pageSize(most)).map(Somebody::uin).toList();
        return new Reply.Contacts(page.size() == rest.size(), page);
    }

    private Reply whoIsOnline(SimulatedAccount account, int most, String after) {
        @Nullable Collection<Somebody> rest = restOf(account, after);
        if (rest == null) {
            return Refusal.SENSELESS.reply();
        }
        List<OnlineContact> online =
                rest.stream()
                        .filter(contact -> contact.state() != Somebody.OFFLINE)
                        .limit(pageSize(most) + 1L)
                        .map(Commands::seenOnline)
                        .toList();
        boolean last = online.size() <= pageSize(most);
        return new Reply.OnlineContacts(last, last ? online : online.subList(0, pageSize(most)));
    }

    private Reply profile(int level, String uin) {
        @Nullable Somebody person = world.find(uin);
        if (person == null) {
            return Refusal.NOBODY_THERE.reply();
        }
        return level < 1 || level > 3
                ? Refusal.SENSELESS.reply()
                : new Reply.Profile(person.persona().profile(uin, level));
    }

    private Reply changeState(SimulatedAccount account, int state) {
        if (!STATES.contains(state)) {
            return Refusal.SENSELESS.reply();
        }
        sessions.chooseState(account, state);
        return new Reply.Done();
    }

    private Reply handOver(SimulatedAccount account) {
        supply.refill(account);
        List<Message> messages = account.mailbox().take();
        stats.messagesHandedOver(messages.size());
        return new Reply.Messages(messages);
    }

    /** Anybody can be written to, contact or not, online or not. */
    private Reply send(SimulatedAccount from, String to, String text) {
        switch (world.find(to)) {
            case null -> {
                return Refusal.NOBODY_THERE.reply();
            }
            case SimulatedAccount account ->
                    post.deliver(account, new Message(Message.USER, from.uin(), text));
            case SimulatedContact contact -> listener.heard(contact, from);
        }
        return new Reply.Done();
    }

    private Reply logout(SimulatedAccount account) {
        sessions.end(account);
        return new Reply.Done();
    }

    private Reply search(Command.Finger finger) {
        return Search.find(world, finger);
    }

    private static OnlineContact seenOnline(Somebody person) {
        Persona persona = person.persona();
        return new OnlineContact(
                person.uin(), person.state(), persona.avatar(), persona.nickname());
    }

    /** The contacts after a number, or null if it is none. */
    private static @Nullable Collection<Somebody> restOf(SimulatedAccount account, String after) {
        try {
            return account.contactsAfter(after.isEmpty() ? 0 : Long.parseLong(after));
        } catch (NumberFormatException notANumber) {
            return null;
        }
    }

    private static int pageSize(int most) {
        return most <= 0 ? LONGEST_PAGE : Math.min(most, LONGEST_PAGE);
    }
}
