package io.qqbridge.event;

import com.fasterxml.jackson.annotation.JsonInclude;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * A message received ({@code message.v1}).
 *
 * @param chat where it was said: {@code private:<uin>}
 * @param from the UIN of who said it
 * @param text the text, decoded
 * @param receivedAt when the bridge read it from the gateway
 * @param type the network's number for the kind of message, only where it is none of the known ones
 */
public record MessageReceived(
        String account,
        String chat,
        String from,
        String text,
        Instant receivedAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer type)
        implements Event {

    /** The chat with one person. */
    public static String privateChat(String contact) {
        return "private:" + contact;
    }

    @Override
    public EventKind kind() {
        return EventKind.MESSAGE;
    }

    @Override
    public String subject() {
        return chat;
    }

    @Override
    public Instant time() {
        return receivedAt;
    }

    /** Without the text, which no log may show. */
    @Override
    public String toString() {
        return "MessageReceived[%s, %s, %d characters]".formatted(account, chat, text.length());
    }
}
