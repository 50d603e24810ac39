package io.qqbridge.event;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;

import java.time.Instant;

/**
 * Somebody asks to be a contact, accepted, or refused ({@code request.v1}).
 *
 * @param kindOfRequest what of the three
 * @param words what they said
 */
public record RequestReceived(
        String account,
        String contact,
        @JsonProperty("kind") Kind kindOfRequest,
        String words,
        Instant receivedAt)
        implements Event {

    /** What the contact did. */
    public enum Kind {
        @JsonProperty("asked")
        ASKED,
        @JsonProperty("accepted")
        ACCEPTED,
        @JsonProperty("refused")
        REFUSED
    }

    /** Whether somebody has become a contact by it. */
    @JsonIgnore
    public boolean isAccepted() {
        return kindOfRequest == Kind.ACCEPTED;
    }

    @Override
    public EventKind kind() {
        return EventKind.REQUEST;
    }

    @Override
    public String subject() {
        return contact;
    }

    @Override
    public Instant time() {
        return receivedAt;
    }

    /** Without the words, which no log may show. */
    @Override
    public String toString() {
        return "RequestReceived[%s, %s, %s, %d characters]"
                .formatted(account, contact, kindOfRequest, words.length());
    }
}
