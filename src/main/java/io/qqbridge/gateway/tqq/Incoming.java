package io.qqbridge.gateway.tqq;

import io.qqbridge.event.CommandResult.Person;
import io.qqbridge.event.Event;
import io.qqbridge.event.MessageReceived;
import io.qqbridge.event.PresenceChanged;
import io.qqbridge.event.PresenceChanged.SeenBy;
import io.qqbridge.event.RequestReceived;
import io.qqbridge.event.RosterEntry.Avatar;
import io.qqbridge.protocol.Message;
import io.qqbridge.protocol.OnlineContact;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Turns what the wire says into what travels on Kafka. */
final class Incoming {
    private final String account;
    private final Dialect dialect;

    Incoming(String account, Dialect dialect) {
        this.account = account;
        this.dialect = dialect;
    }

    List<Event> events(List<Message> messages, Instant receivedAt) {
        List<Event> events = new ArrayList<>(messages.size());
        for (Message message : messages) {
            events.add(event(message, receivedAt));
        }
        return events;
    }

    private Event event(Message message, Instant at) {
        return switch (message.type()) {
            case Message.USER -> text(message, at, null);
            case Message.SYSTEM -> sighting(message, at);
            case Message.ASKED -> request(message, RequestReceived.Kind.ASKED, at);
            case Message.ACCEPTED -> request(message, RequestReceived.Kind.ACCEPTED, at);
            case Message.REFUSED -> request(message, RequestReceived.Kind.REFUSED, at);
            default -> text(message, at, message.type());
        };
    }

    private Event text(Message message, Instant at, @Nullable Integer type) {
        return new MessageReceived(
                account,
                MessageReceived.privateChat(message.from()),
                message.from(),
                message.text(),
                at,
                type);
    }

    private Event request(Message message, RequestReceived.Kind kind, Instant at) {
        return new RequestReceived(account, message.from(), kind, message.text(), at);
    }

    /** {@code MG} of a system message is the new state, with blanks round it [S]. */
    private Event sighting(Message message, Instant at) {
        try {
            int number = Integer.parseInt(message.text().strip());
            return new PresenceChanged(
                    account,
                    message.from(),
                    dialect.state(number),
                    null,
                    SeenBy.SYSTEM_MESSAGE,
                    at);
        } catch (NumberFormatException e) {
            // A system message that is no state: passed on as the text that it is.
            return text(message, at, message.type());
        }
    }

    Person person(OnlineContact contact) {
        return new Person(
                contact.uin(),
                dialect.state(contact.state()),
                contact.nickname(),
                new Avatar(contact.avatar(), contact.picture()));
    }

    static Person person(io.qqbridge.protocol.Person found) {
        return new Person(
                found.uin(), null, found.nickname(), new Avatar(found.avatar(), found.picture()));
    }
}
